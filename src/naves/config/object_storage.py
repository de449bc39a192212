"""Files in a bucket instead of a folder."""

from typing import Any

from naves.config.env import ObjectStore


def object_storage(store: ObjectStore) -> dict[str, Any]:
    """Return Django's description of the storage.

    Nothing in the bucket is public and nobody is sent to it: files go out through the site alone, which asks
    who may read them. A name is never written twice.
    """
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": store.bucket,
            "endpoint_url": store.endpoint or None,
            "region_name": store.region,
            "access_key": store.key,
            "secret_key": store.secret,
            "location": store.prefix,
            "default_acl": None,
            "querystring_auth": True,
            "file_overwrite": False,
            "addressing_style": "path" if store.endpoint else "auto",
            "signature_version": "s3v4",
            # Uploads of some size stay on the disk while they pass.
            "max_memory_size": 2 * 1024 * 1024,
        },
    }
