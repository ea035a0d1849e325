"""The directory beside a store that keeps attached files under their SHA-256.

Names of files never reach the file system here; nothing is followed, overwritten or opened for a person.
"""

import contextlib
import hashlib
import os
import re
import stat
import uuid
from pathlib import Path

from svc_tui.errors import N_, NotFound, Refused, Unavailable, of_file
from svc_tui.storage.sqlite import growing, store_file

CHUNK = 1 << 20
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | _NOFOLLOW
NAME_BYTES = 200
_KEPT = re.compile("[0-9a-f]{64}")


class Vault:
    """One directory of files."""

    def __init__(self, directory: Path, store: Path | None = None) -> None:
        """Files get mode and group of `store`, so that whoever may write the one may write the other."""
        self.directory = directory
        self._store = store
        self.brought: tuple[str, int] | None = None
        """What `keep` brought last, where it was not there before: its hash and inode."""

    def keep(self, source: Path, limit: int) -> tuple[str, int]:
        """Copy a file in. Returns its hash and its size.

        Raises:
            NotFound: there is no such file.
            Refused: it is no ordinary file, or larger than `limit` bytes.
        """
        reader = _open_source(source)
        try:
            size = os.fstat(reader).st_size
            if size > limit:
                message = N_("{path} has {size} MB; at most {most} MB can be attached.")
                raise Refused(message, path=source, size=-(-size // 10**6), most=limit // 10**6)
            self._make()
            return self._copy_in(reader, source, limit)
        finally:
            os.close(reader)

    def take_back(self) -> None:
        """What was brought last is not wanted: it goes, unless another brought the same meanwhile."""
        if self.brought is not None:
            sha256, inode = self.brought
            with contextlib.suppress(OSError):
                if os.lstat(self.directory / sha256).st_ino == inode:
                    (self.directory / sha256).unlink()

    def state(self, sha256: str, size: int) -> str:
        """Whether a kept file is missing, damaged or not for one's eyes; nothing where it is whole."""
        try:
            source = os.open(self.directory / sha256, os.O_RDONLY | _NOFOLLOW | getattr(os, "O_NONBLOCK", 0))
        except PermissionError:
            return "closed"
        except OSError:
            return "missing"
        try:
            whole = stat.S_ISREG((told := os.fstat(source)).st_mode) and told.st_size == size
            return "" if whole and _pump(source, None, None)[0] == sha256 else "damaged"
        finally:
            os.close(source)

    def copy_out(self, sha256: str, name: str, directory: Path) -> Path:
        """Write a kept file into a directory under its name; what is there already stays.

        Raises:
            Refused: there is a file, or a link, of that name, or the directory cannot be written.
            Unavailable: the kept file is gone or damaged.
        """
        target = directory / safe_name(name)
        source = self._open_kept(sha256)
        try:
            try:
                writer = os.open(target, _NEW, 0o600)
            except FileExistsError as error:
                raise Refused(N_("{path} is there already and stays as it is."), path=target) from error
            except OSError as error:
                raise of_file(error, target, Refused) from error
            try:
                with os.fdopen(writer, "wb") as out:
                    found = _pump(source, out.fileno(), None)[0]
            except OSError as error:
                target.unlink()
                raise of_file(error, target, Refused) from error
        finally:
            os.close(source)
        if found != sha256:
            target.unlink()
            raise Unavailable(N_("The kept copy of {name} is damaged. Restore it from a backup."), name=name)
        return target

    def copy_all(self, target: Path, store: Path) -> int:
        """Copy every kept file to another store; what is there already stays. Returns how many came."""
        if not self.directory.is_dir():
            return 0
        other, count = Vault(target, store), 0
        other._make()
        for each in self.directory.iterdir():
            if _KEPT.fullmatch(each.name) and not (target / each.name).exists():
                other.keep(each, os.lstat(each).st_size)
                count += 1
        return count

    def _open_kept(self, sha256: str) -> int:
        try:
            return os.open(self.directory / sha256, os.O_RDONLY | _NOFOLLOW)
        except PermissionError as error:
            raise of_file(error, self.directory) from error
        except OSError as error:
            message = N_("The kept file {sha256} is not in {directory}. Restore it from a backup.")
            raise Unavailable(message, sha256=sha256[:12], directory=self.directory) from error

    def _make(self) -> None:
        try:
            if not self.directory.is_dir():
                with contextlib.suppress(FileExistsError):
                    self.directory.mkdir(mode=0o700)
            self._share()
        except OSError as error:
            raise of_file(error, self.directory) from error
        if not stat.S_ISDIR(os.lstat(self.directory).st_mode):
            message = N_("{directory} is not a directory; attached files are kept there. Move it away.")
            raise Unavailable(message, directory=self.directory)

    def _share(self) -> None:
        """Give the directory, and what one kept in it before the store was shared, to those who may use the store."""
        if self._store is None or self._is_shared(self.directory):
            return
        if growing.adopt_directory(self.directory, self._store):
            for each in self.directory.iterdir():
                if _KEPT.fullmatch(each.name) and not self._is_shared(each):
                    kept = os.open(each, os.O_RDONLY | _NOFOLLOW)
                    try:
                        growing.adopt(kept, self._store, 0o660)
                    finally:
                        os.close(kept)

    def _is_shared(self, path: Path) -> bool:
        """Whether the group may do with it what it may do with the store, or it is another's to give."""
        found = os.lstat(path)
        if not (stat.S_ISDIR(found.st_mode) or stat.S_ISREG(found.st_mode)) or found.st_uid != os.geteuid():
            return True
        try:
            store = os.stat(self._store or path)
        except FileNotFoundError:
            return True
        return not store.st_mode & 0o060 & ~found.st_mode

    def _copy_in(self, reader: int, source: Path, limit: int) -> tuple[str, int]:
        part = self.directory / f"incoming-{uuid.uuid4().hex}"
        try:
            writer = os.open(part, _NEW, 0o600)
            try:
                if self._store is not None:
                    growing.adopt(writer, self._store, 0o660)
                sha256, size = _pump(reader, writer, limit)
                os.fsync(writer)
            finally:
                os.close(writer)
            if size > limit:
                raise Refused(N_("{path} grew beyond what can be attached while it was read."), path=source)
            fresh = not os.path.lexists(self.directory / sha256)
            self.brought = (sha256, os.lstat(part).st_ino) if fresh else None
            os.rename(part, self.directory / sha256)
        except OSError as error:
            raise of_file(error, self.directory) from error
        finally:
            with contextlib.suppress(OSError):
                part.unlink()
        return sha256, size


def _open_source(path: Path) -> int:
    """An ordinary file to read; pipes and devices are not waited for."""
    store_file.refuse_open(path)
    try:
        reader = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError as error:
        raise NotFound(N_("There is no file {path}."), path=path) from error
    except (OSError, ValueError) as error:
        if isinstance(error, ValueError):
            raise Refused(N_("{path} is no name of a file."), path=str(path).replace("\0", "?")) from error
        raise of_file(error, path, Refused) from error
    if not stat.S_ISREG(os.fstat(reader).st_mode):
        os.close(reader)
        raise Refused(N_("{path} is not an ordinary file."), path=path)
    return reader


def _pump(reader: int, writer: int | None, limit: int | None) -> tuple[str, int]:
    """Copy and hash, or hash alone; stops soon after the limit."""
    digest, size = hashlib.sha256(), 0
    while chunk := os.read(reader, CHUNK):
        digest.update(chunk)
        size += len(chunk)
        if limit is not None and size > limit:
            break
        view = memoryview(chunk)
        while view and writer is not None:
            view = view[os.write(writer, view) :]
    return digest.hexdigest(), size


def safe_name(name: str) -> str:
    """A name that stays inside its directory and shows in a listing."""
    plain = "".join(char if char.isprintable() and char not in '/\\:*?"<>|' else "_" for char in name)
    plain = plain.strip().lstrip(".-~") or "file"
    while len(plain.encode()) > NAME_BYTES:
        plain = plain[:-1]
    return plain
