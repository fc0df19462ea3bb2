"""Reading what staff answered: files, mappings, checks, and the store of responses behind the wall."""
