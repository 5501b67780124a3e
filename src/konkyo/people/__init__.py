"""People who may sign: their keys, and the terminal at which they are asked."""
