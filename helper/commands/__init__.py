"""The commands: one file each, named as it is typed. What several of them need is in `helper.cli`."""
