"""After Send: what stands for each account, what is awaited until when, and what to do next."""
