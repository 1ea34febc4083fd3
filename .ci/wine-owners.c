/*
 * Lets Wine say whose a TCP socket is, as Windows does. Preloaded into Wine's programs.
 *
 * Wine reads /proc/net/tcp and /proc/net/tcp6, and looks for each socket among all descriptors of its processes. Three
 * things are in the way: sockets that listen are had by Wine's server alone, Wine 8 takes a wrong column of tcp6 for the
 * inode, and with thousands of lingering connections, which nobody has, the search takes a minute.
 *
 * So the server notes in the file OWNERS who let a socket listen or connect. Who reads the tables is told, instead of an
 * inode, a number that stands for the process, finds it as descriptor 0 of that, and need not look elsewhere.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define NEXT(name) ((__typeof__(&name)) dlsym(RTLD_NEXT, #name))

/* Above all inodes of a run, and in the range of an int. */
static const unsigned long STANDS_FOR_PROCESS = 2000000000;

/* By the last digits of the inodes, which are given out in turn. */
enum { OWNERS = 1 << 20 };
struct owner { unsigned inode, pid; };

static struct owner *owner_of(unsigned long inode) {
    static struct owner *owners;
    if (owners == NULL) {
        const char *name = getenv("OWNERS");
        int file = name == NULL ? -1 : open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        size_t size = OWNERS * sizeof(struct owner);
        if (file >= 0 && ftruncate(file, size) == 0) {
            owners = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        }
        if (file >= 0) {
            close(file);
        }
        if (owners == NULL || owners == MAP_FAILED) {
            perror("no file for the owners of sockets");
            abort();
        }
    }
    return &owners[inode % OWNERS];
}

static unsigned pid_of(unsigned long inode) {
    struct owner *owner = owner_of(inode);
    return inode != 0 && owner->inode == inode ? owner->pid : 0;
}

static unsigned long inode_of(int descriptor) {
    struct stat status;
    return fstat(descriptor, &status) == 0 ? status.st_ino : 0;
}

static int has(const char *pid, const char *wanted) {
    char name[600], link[64];
    int found = 0;
    snprintf(name, sizeof(name), "/proc/%s/fd", pid);
    DIR *descriptors = NEXT(opendir)(name);
    for (struct dirent *entry; descriptors != NULL && !found && (entry = readdir(descriptors)) != NULL;) {
        snprintf(name, sizeof(name), "/proc/%s/fd/%s", pid, entry->d_name);
        ssize_t length = NEXT(readlink)(name, link, sizeof(link) - 1);
        found = length == (ssize_t) strlen(wanted) && strncmp(link, wanted, length) == 0;
    }
    if (descriptors != NULL) {
        closedir(descriptors);
    }
    return found;
}

/* Returns the process at the other end of a thread's pipe to the server. */
static unsigned writer_of(unsigned long pipe) {
    static struct owner known[1024];
    struct owner *writer = &known[pipe % 1024];
    char wanted[64];
    if (writer->inode != pipe) {
        *writer = (struct owner) {pipe, 0};
        snprintf(wanted, sizeof(wanted), "pipe:[%lu]", pipe);
        DIR *processes = NEXT(opendir)("/proc");
        for (struct dirent *entry; processes != NULL && writer->pid == 0 && (entry = readdir(processes)) != NULL;) {
            unsigned pid = isdigit(entry->d_name[0]) ? strtoul(entry->d_name, NULL, 10) : 0;
            if (pid != 0 && pid != (unsigned) getpid() && has(entry->d_name, wanted)) {
                writer->pid = pid;
            }
        }
        if (processes != NULL) {
            closedir(processes);
        }
    }
    return writer->pid;
}

static void note(int socket, unsigned pid) {
    unsigned long inode = inode_of(socket);
    *owner_of(inode) = (struct owner) {inode, pid};
}

/* The server has one thread, and does what it was asked by this pipe last. */
static __thread int request = -1;

ssize_t read(int descriptor, void *buffer, size_t size) {
    static ssize_t (*next)(int, void *, size_t);
    if (next == NULL) {
        next = NEXT(read);
    }
    request = descriptor;
    return next(descriptor, buffer, size);
}

int listen(int descriptor, int backlog) {
    note(descriptor, writer_of(inode_of(request)));
    return NEXT(listen)(descriptor, backlog);
}

int connect(int descriptor, const struct sockaddr *address, socklen_t size) {
    if (address->sa_family == AF_INET || address->sa_family == AF_INET6) {
        note(descriptor, writer_of(inode_of(request)));
    }
    return NEXT(connect)(descriptor, address, size);
}

int accept(int descriptor, struct sockaddr *address, socklen_t *size) {
    int accepted = NEXT(accept)(descriptor, address, size);
    if (accepted >= 0) {
        note(accepted, pid_of(inode_of(descriptor)));
    }
    return accepted;
}

FILE *fopen(const char *path, const char *mode) {
    FILE *table = NEXT(fopen)(path, mode);
    int six = strcmp(path, "/proc/net/tcp6") == 0;
    if (table == NULL || (!six && strcmp(path, "/proc/net/tcp") != 0)) {
        return table;
    }
    FILE *told = fdopen(memfd_create("tcp", MFD_CLOEXEC), "w+");
    char line[512], local[64], remote[64], state[8];
    unsigned long inode;
    fputs("heading\n", told);
    while (fgets(line, sizeof(line), table) != NULL) {
        if (sscanf(line, "%*s %63s %63s %7s %*s %*s %*s %*s %*s %lu", local, remote, state, &inode) == 4) {
            unsigned pid = pid_of(inode);
            fprintf(told, "0: %s %s %s - - - - - %s%lu\n", local, remote, state, six ? "- - " : "",
                    pid == 0 ? 0 : STANDS_FOR_PROCESS + pid);
        }
    }
    fclose(table);
    rewind(told);
    return told;
}

/* What is looked for among the descriptors. */
static __thread unsigned long wanted = 1;

int sprintf(char *buffer, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsprintf(buffer, format, arguments);
    va_end(arguments);
    sscanf(buffer, "socket:[%lu]", &wanted);
    return length;
}

DIR *opendir(const char *path) {
    unsigned long pid;
    char rest[8];
    int vain = (wanted == 0 || wanted > STANDS_FOR_PROCESS) && sscanf(path, "/proc/%lu/%7s", &pid, rest) == 2
            && strcmp(rest, "fd") == 0 && wanted != STANDS_FOR_PROCESS + pid;
    return vain ? NULL : NEXT(opendir)(path);
}

ssize_t readlink(const char *path, char *buffer, size_t size) {
    unsigned long pid;
    char rest[8];
    ssize_t length = NEXT(readlink)(path, buffer, size);
    if (length > 0 && sscanf(path, "/proc/%lu/fd/%7s", &pid, rest) == 2 && strcmp(rest, "0") == 0) {
        return snprintf(buffer, size, "socket:[%lu]", STANDS_FOR_PROCESS + pid);
    }
    return length;
}
