"""Decrypts a closed SQLCipher 4 file page by page, free pages too, to look for what must not be there any more."""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVED, IV, SALT = 4096, 80, 16, 16


def decrypted(path: Path, key: bytes) -> bytes:
    """Return every page of the database in clear; ``key`` is the raw key SQLCipher was given."""
    content = path.read_bytes()
    assert len(content) % PAGE == 0
    clear = []
    for start in range(0, len(content), PAGE):
        page = content[start : start + PAGE]
        first = SALT if start == 0 else 0
        vector = page[PAGE - RESERVED : PAGE - RESERVED + IV]
        reader = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
        clear.append(reader.update(page[first : PAGE - RESERVED]) + reader.finalize())
    assert clear[0][: 100 - SALT].count(0) < 100 - SALT, "not the key of this file"
    return b"".join(clear)
