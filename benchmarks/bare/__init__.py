"""What `startproject` writes plus one view: the yardstick for cold start and memory."""
