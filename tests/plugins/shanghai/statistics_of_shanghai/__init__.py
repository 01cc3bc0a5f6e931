"""The statistics that Shanghai asked for in 2008: another shape, with two columns of values."""
