"""The exam of a shop's bot: attacks and honest questions end to end, judged by whether an aim was reached."""
