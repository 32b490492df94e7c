"""The pages of the window, one module each; `gui.main_window` lists them."""
