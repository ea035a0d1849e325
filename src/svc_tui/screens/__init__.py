"""One module a screen: compose, bind, route; thin."""
