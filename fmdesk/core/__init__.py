"""The core: domain, ports, services and storage. It never imports a plugin, Qt or a report."""
