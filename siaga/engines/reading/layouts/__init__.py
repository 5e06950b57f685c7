"""The forms that can be read, as data: one YAML file per printed form, in millimetres."""
