"""Pure rules of the round: lines of people, tallies, suppression, restatement, the target path."""
