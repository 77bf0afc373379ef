"""Calendars of interviewers and rooms: when they are busy, and the interviews that were published."""
