"""The box's HTTP service: routes, who may call them, how often, and what failures look like."""
