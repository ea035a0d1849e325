"""The demo company: a service firm with customers, units, contracts and calls, made from a seed.

`content` reads the words, `company` and `calls` make plain records, `making` writes them into a store.
The same seed, moment and language give the same records, byte for byte.
"""
