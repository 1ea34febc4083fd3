/*
 * Lets a JVM on Wine run on Windows 2003 (5.2). Preloaded into Wine's server, which opens files for all programs.
 *
 * The JVM takes the version of Windows from kernel32.dll, and in Wine's that is always 10.0, whichever Windows it is told
 * to be. So the server opens a copy that says 5.2.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static int next_open(const char *path, int flags, mode_t mode) {
    return ((__typeof__(&open)) dlsym(RTLD_NEXT, "open"))(path, flags, mode);
}

/* A VS_FIXEDFILEINFO begins so; after it are the versions of the file and of the product. */
static const uint32_t START[] = {0xfeef04bd, 0x00010000};
static const uint32_t VERSIONS[] = {0x00050002, 0x0ece0000, 0x00050002, 0x0ece0000};

static int copy_of(int original) {
    struct stat status;
    int copy = memfd_create("kernel32.dll", MFD_CLOEXEC);
    if (fstat(original, &status) != 0 || ftruncate(copy, status.st_size) != 0) {
        return -1;
    }
    char *bytes = mmap(NULL, status.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, copy, 0);
    if (pread(original, bytes, status.st_size, 0) != status.st_size) {
        return -1;
    }
    char *end = bytes + status.st_size;
    for (char *at = bytes; (at = memmem(at, end - at, START, sizeof(START))) != NULL; at += sizeof(START)) {
        memcpy(at + sizeof(START), VERSIONS, sizeof(VERSIONS));
    }
    munmap(bytes, status.st_size);
    return copy;
}

int open(const char *path, int flags, ...) {
    static const char NAME[] = "/x86_64-windows/kernel32.dll";
    va_list rest;
    va_start(rest, flags);
    int file = next_open(path, flags, flags & O_CREAT ? va_arg(rest, mode_t) : 0);
    va_end(rest);
    size_t length = strlen(path);
    if (file < 0 || length < sizeof(NAME) || strcmp(path + length - strlen(NAME), NAME) != 0) {
        return file;
    }
    int copy = copy_of(file);
    close(file);
    return copy;
}
