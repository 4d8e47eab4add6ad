"""The desks of officers and mentors: work lists, counter, records, claims."""
