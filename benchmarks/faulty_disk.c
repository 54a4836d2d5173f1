/* A disk that fails at the k-th call below a folder, for any program: cc -shared -fPIC -O2 -o faulty_disk.so faulty_disk.c -ldl
 *
 * Loaded with LD_PRELOAD. faulty_arm(folder, kind, at) counts every call from then on that changes files below the
 * folder (paths separated by ':'); call number `at` fails as `kind` says. at = 0 counts only. faulty_calls() is the
 * count, faulty_syncs() how many of them were flushes to the disk, faulty_struck() whether anything failed.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { COUNT, FULL, FULL_AFTER_HALF, BROKEN_ONCE, BROKEN, READ_ONLY, SHORT, LATE };
enum { NEEDS_SPACE = 1, IS_WRITE = 2, IS_SYNC = 4 };

static char folders[PATH_MAX];
static int armed, kind, at, calls, syncs, struck, late_error;

void faulty_arm(const char *below, int how, int when)
{
    snprintf(folders, sizeof folders, "%s", below);
    kind = how, at = when, calls = syncs = struck = late_error = 0, armed = 1;
}
void faulty_disarm(void) { armed = 0; }
int faulty_calls(void) { return calls; }
int faulty_syncs(void) { return syncs; }
int faulty_struck(void) { return struck; }

static int below(const char *path)
{
    char whole[PATH_MAX], list[PATH_MAX], *rest = list, *folder;
    if (!armed || !path)
        return 0;
    if (path[0] == '/')
        snprintf(whole, sizeof whole, "%s", path);
    else {
        if (!getcwd(whole, sizeof whole))
            return 0;
        strncat(whole, "/", sizeof whole - strlen(whole) - 1);
        strncat(whole, path, sizeof whole - strlen(whole) - 1);
    }
    snprintf(list, sizeof list, "%s", folders);
    while ((folder = strsep(&rest, ":")))
        if (*folder && !strncmp(whole, folder, strlen(folder)))
            return 1;
    return 0;
}

static int below_fd(int fd)
{
    char link[64], path[PATH_MAX];
    ssize_t length;
    if (!armed)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    return below(path);
}

/* The error that this call must fail with, 0 where it works. */
static int fault(int what)
{
    int now = ++calls, error = 0;
    syncs += !!(what & IS_SYNC);
    if (!at || now < at)
        return 0;
    switch (kind) {
    case FULL:
    case FULL_AFTER_HALF:
        error = what & NEEDS_SPACE ? ENOSPC : 0;
        break;
    case BROKEN_ONCE:
        error = now == at ? EIO : 0;
        break;
    case BROKEN:
        error = EIO;
        break;
    case READ_ONLY:
        error = EROFS;
        break;
    case LATE:
        error = what & IS_SYNC && late_error ? EIO : 0;
        break;
    }
    struck |= error != 0;
    return error;
}

/* How much of a write is taken: all, half at the call where it runs short. */
static size_t taken(size_t size)
{
    if ((kind == SHORT || kind == FULL_AFTER_HALF) && calls == at && size > 1) {
        struck = 1;
        return size / 2;
    }
    return size;
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
#define FAIL_IF(inside, what) \
    do { if (inside) { int error_ = fault(what); if (error_) { errno = error_; return -1; } } } while (0)

/* Writes: with LATE the system takes the bytes and loses them, and tells at the next flush, if there is one. */
#define IS_LATE(inside) ((inside) && kind == LATE && at && calls >= at)

static ssize_t lose(int fd, size_t size, off_t where)
{
    static const char zeros[1 << 16];
    size_t done = 0;
    ssize_t count = 1;
    static ssize_t (*real_write)(int, const void *, size_t);
    static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
    if (!real_write)
        real_write = dlsym(RTLD_NEXT, "write"), real_pwrite = dlsym(RTLD_NEXT, "pwrite");
    struck = late_error = 1;
    while (done < size && count > 0) {
        size_t part = size - done < sizeof zeros ? size - done : sizeof zeros;
        count = where < 0 ? real_write(fd, zeros, part) : real_pwrite(fd, zeros, part, where + done);
        done += count > 0 ? count : 0;
    }
    return done;
}

ssize_t write(int fd, const void *data, size_t size)
{
    REAL(write);
    int inside = below_fd(fd);
    if (inside && kind == FULL_AFTER_HALF && calls + 1 == at && size > 1)
        calls++;
    else
        FAIL_IF(inside, NEEDS_SPACE | IS_WRITE);
    if (IS_LATE(inside))
        return lose(fd, size, -1);
    return real(fd, data, inside ? taken(size) : size);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t where)
{
    REAL(pwrite);
    int inside = below_fd(fd);
    if (inside && kind == FULL_AFTER_HALF && calls + 1 == at && size > 1)
        calls++;
    else
        FAIL_IF(inside, NEEDS_SPACE | IS_WRITE);
    if (IS_LATE(inside))
        return lose(fd, size, where);
    return real(fd, data, inside ? taken(size) : size, where);
}
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t where) { return pwrite(fd, data, size, where); }

ssize_t writev(int fd, const struct iovec *parts, int count)
{
    REAL(writev);
    if (!below_fd(fd))
        return real(fd, parts, count);
    ssize_t done = 0;
    for (int index = 0; index < count; index++) {
        ssize_t part = write(fd, parts[index].iov_base, parts[index].iov_len);
        if (part < 0)
            return done ? done : -1;
        done += part;
        if ((size_t)part < parts[index].iov_len)
            break;
    }
    return done;
}

ssize_t sendfile(int out, int in, off_t *where, size_t size)
{
    REAL(sendfile);
    int inside = below_fd(out);
    if (inside && kind == FULL_AFTER_HALF && calls + 1 == at && size > 1)
        calls++;
    else
        FAIL_IF(inside, NEEDS_SPACE | IS_WRITE);
    if (IS_LATE(inside) && where) {
        struct stat found;
        if (fstat(in, &found))
            return -1;
        size_t left = found.st_size > *where ? found.st_size - *where : 0;
        ssize_t done = left ? lose(out, left < size ? left : size, -1) : 0;
        *where += done;
        return done;
    }
    return real(out, in, where, inside ? taken(size) : size);
}
ssize_t sendfile64(int out, int in, off64_t *where, size_t size) { return sendfile(out, in, where, size); }

ssize_t copy_file_range(int in, off64_t *from, int out, off64_t *to, size_t size, unsigned flags)
{
    REAL(copy_file_range);
    FAIL_IF(below_fd(out), NEEDS_SPACE | IS_WRITE);
    return real(in, from, out, to, size, flags);
}

int fsync(int fd) { REAL(fsync); FAIL_IF(below_fd(fd), NEEDS_SPACE | IS_SYNC); return real(fd); }
int fdatasync(int fd) { REAL(fdatasync); FAIL_IF(below_fd(fd), NEEDS_SPACE | IS_SYNC); return real(fd); }

int ftruncate(int fd, off_t size) { REAL(ftruncate); FAIL_IF(below_fd(fd), 0); return real(fd, size); }
int ftruncate64(int fd, off64_t size) { return ftruncate(fd, size); }

int rename(const char *from, const char *to)
{
    REAL(rename);
    FAIL_IF(below(to), NEEDS_SPACE);
    return real(from, to);
}
int renameat(int from_folder, const char *from, int to_folder, const char *to)
{
    REAL(renameat);
    FAIL_IF(below(to), NEEDS_SPACE);
    return real(from_folder, from, to_folder, to);
}
int link(const char *from, const char *to) { REAL(link); FAIL_IF(below(to), NEEDS_SPACE); return real(from, to); }
int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags)
{
    REAL(linkat);
    FAIL_IF(below(to), NEEDS_SPACE);
    return real(from_folder, from, to_folder, to, flags);
}
int unlink(const char *path) { REAL(unlink); FAIL_IF(below(path), 0); return real(path); }
int unlinkat(int folder, const char *path, int flags)
{
    REAL(unlinkat);
    FAIL_IF(below(path), 0);
    return real(folder, path, flags);
}
int mkdir(const char *path, mode_t mode) { REAL(mkdir); FAIL_IF(below(path), NEEDS_SPACE); return real(path, mode); }

#define WRITES(flags) ((flags) & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC))
#define OPEN(name, before, arguments) \
    int name before \
    { \
        REAL(name); \
        mode_t mode = 0; \
        if (flags & (O_CREAT | O_TMPFILE)) { \
            va_list rest; \
            va_start(rest, flags); \
            mode = va_arg(rest, mode_t); \
            va_end(rest); \
        } \
        if (WRITES(flags)) \
            FAIL_IF(below(path), flags & O_CREAT ? NEEDS_SPACE : 0); \
        return real arguments; \
    }
OPEN(open, (const char *path, int flags, ...), (path, flags, mode))
OPEN(open64, (const char *path, int flags, ...), (path, flags, mode))
OPEN(openat, (int folder, const char *path, int flags, ...), (folder, path, flags, mode))
OPEN(openat64, (int folder, const char *path, int flags, ...), (folder, path, flags, mode))

#define FOPEN(name) \
    FILE *name(const char *path, const char *mode) \
    { \
        REAL(name); \
        if (strpbrk(mode, "wa+") && below(path)) { \
            int error = fault(NEEDS_SPACE); \
            if (error) { \
                errno = error; \
                return NULL; \
            } \
        } \
        return real(path, mode); \
    }
FOPEN(fopen)
FOPEN(fopen64)
