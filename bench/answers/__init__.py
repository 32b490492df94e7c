"""The exam of the answers: questions over four shops, asked through the product and graded from the files."""
