"""What ./test runs: parts that each count what passed and failed, and a total."""
