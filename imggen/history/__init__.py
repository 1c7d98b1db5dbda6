"""The history of a campaign: counts read from the network and written into its tables."""
