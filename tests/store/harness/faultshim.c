/* Stands between a process and its disk (LD_PRELOAD): fails the n-th change of a file, and writes down every change.
 *
 * Only files whose path starts with the prefix given to shim_start are concerned. A change is a write, a truncation, a
 * sync, a creation or a removal. Linux only: the path of a descriptor is asked from /proc.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static char prefix[4096];
static long fail_at, changes;  /* fail_at 0: never */
static int fail_errno, fail_on;  /* fail_on: all later changes fail too, as on a full disk */
static int trace = -1;

/* Called by the test, in this process. trace_path: NULL for no trace. */
void shim_start(const char *path_prefix, long at, int error, int on, const char *trace_path) {
    snprintf(prefix, sizeof prefix, "%s", path_prefix);
    fail_at = at; fail_errno = error; fail_on = on; changes = 0;
    trace = trace_path ? (int)syscall(SYS_openat, AT_FDCWD, trace_path, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600) : -1;
}

long shim_stop(void) {  /* the number of changes seen */
    if (trace >= 0) syscall(SYS_close, trace);
    trace = -1; prefix[0] = 0;
    return changes;
}

static int concerned(const char *path) { return prefix[0] && strncmp(path, prefix, strlen(prefix)) == 0; }

static int path_of(int fd, char *path, size_t size) {
    char link[64];
    if (!prefix[0]) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    long n = syscall(SYS_readlinkat, AT_FDCWD, link, path, size - 1);
    if (n < 0) return 0;
    path[n] = 0;
    return concerned(path);
}

/* Whether this change is to fail; sets errno. What the test itself notes (.acks) never fails. */
static int failing(const char *path) {
    size_t n = strlen(path);
    if (n > 5 && strcmp(path + n - 5, ".acks") == 0) return 0;
    changes++;
    if (fail_at && (changes == fail_at || (fail_on && changes > fail_at))) { errno = fail_errno; return 1; }
    return 0;
}

/* One record: kind, offset, lengths of path and data, then both. In host byte order. */
static void record(char kind, const char *path, int64_t offset, const void *data, int64_t size) {
    if (trace < 0) return;
    struct __attribute__((packed)) { char kind; int64_t offset, path_size, size; } head = {kind, offset, (int64_t)strlen(path), size};
    syscall(SYS_write, trace, &head, sizeof head);
    syscall(SYS_write, trace, path, head.path_size);
    if (size && data) syscall(SYS_write, trace, data, size);
}

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

#define PWRITE(name, offset_type)                                                   \
    ssize_t name(int fd, const void *data, size_t size, offset_type offset) {       \
        REAL(name); char path[4096];                                                \
        if (!path_of(fd, path, sizeof path)) return real(fd, data, size, offset);   \
        if (failing(path)) return -1;                                               \
        ssize_t done = real(fd, data, size, offset);                                \
        if (done > 0) record('W', path, offset, data, done);                        \
        return done;                                                                \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int fd, const void *data, size_t size) {
    REAL(write); char path[4096];
    if (!path_of(fd, path, sizeof path)) return real(fd, data, size);
    if (failing(path)) return -1;
    int64_t offset = lseek(fd, 0, (fcntl(fd, F_GETFL) & O_APPEND) ? SEEK_END : SEEK_CUR);
    ssize_t done = real(fd, data, size);
    if (done > 0) record('W', path, offset, data, done);
    return done;
}

#define TRUNCATE(name, offset_type)                                          \
    int name(int fd, offset_type size) {                                     \
        REAL(name); char path[4096];                                         \
        if (!path_of(fd, path, sizeof path)) return real(fd, size);          \
        if (failing(path)) return -1;                                        \
        int done = real(fd, size);                                           \
        if (done == 0) record('T', path, size, NULL, 0);                     \
        return done;                                                         \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(name)                                                   \
    int name(int fd) {                                               \
        REAL(name); char path[4096];                                 \
        if (!path_of(fd, path, sizeof path)) return real(fd);        \
        if (failing(path)) return -1;                                \
        record('S', path, 0, NULL, 0);                               \
        return 0; /* the trace is the disk: no need to wait for one */ \
    }
SYNC(fsync)
SYNC(fdatasync)

#define OPEN(name)                                                                          \
    int name(const char *path, int flags, ...) {                                            \
        REAL(name); va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest); \
        struct stat seen;                                                                   \
        if (concerned(path) && (flags & O_CREAT) && stat(path, &seen) != 0) {               \
            if (failing(path)) return -1;                                                   \
            int fd = real(path, flags, mode);                                               \
            if (fd >= 0) record('C', path, 0, NULL, 0);                                     \
            return fd;                                                                      \
        }                                                                                   \
        return real(path, flags, mode);                                                     \
    }
OPEN(open)
OPEN(open64)

int unlink(const char *path) {
    REAL(unlink);
    if (!concerned(path)) return real(path);
    if (failing(path)) return -1;
    int done = real(path);
    if (done == 0) record('U', path, 0, NULL, 0);
    return done;
}
