"""The first steps with a shop, one module each; `gui.wizard.wizard` lists them."""
