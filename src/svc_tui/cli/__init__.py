"""Typer commands, one module a noun: parse, call a service, print."""
