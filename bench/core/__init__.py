"""What issue "the programme runs" promises, measured."""
