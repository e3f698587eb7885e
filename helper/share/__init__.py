"""A copy to hand over: pictures that say what they are, and, if wished, without what tells who the person is."""
