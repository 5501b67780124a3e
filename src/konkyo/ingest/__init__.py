"""Bytes to documents: every untrusted byte is parsed in a sandboxed child process."""
