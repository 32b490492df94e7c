"""The desktop window; talks to the service over HTTP and to nothing else."""
