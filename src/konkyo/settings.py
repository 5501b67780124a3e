"""The whole configuration on one screen; read by the workbench only."""
