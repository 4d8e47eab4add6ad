"""Backup and restore: everything that cannot be made again, encrypted to a public key, keys of the data apart from the data.

A backup is two folders made in one snapshot:

- ``okoce-data-<time>``: ``database.age`` (all tables, computed from the catalogue, but for the contents of the persons' keys),
  ``files.age`` (every file below the var folder that nothing makes again) and ``manifest.json`` (counts, newest seal, digests);
- ``okoce-keys-<time>``: ``keys.age`` (keys of the installation and of the persons) and its ``manifest.json``.

A person's details can be read only where both meet. Key backups expire sooner, and a restore takes the newest: whoever has been
erased since the data were backed up stays unreadable. The format of encryption is age (age-encryption.org/v1, X25519).
"""
