"""What pages talk about: figures of the release with what statistics says of them, in the order readers need them."""
