"""What stands around the pages on the network: sign-in secrets, headers, cookies, health, logs in lines of JSON."""
