package dev.freeport.internal.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;
import org.junit.jupiter.api.Test;

/** Which disk is called full if a timeline cannot be written. */
class FullDiskTests {
    @Test
    void oneWithoutSpaceIs() throws IOException {
        assertThat(Timeline.isFull(new Disk(false, 1L << 30, 1 << 10))).isTrue();
        assertThat(Timeline.isFull(new Disk(false, 1L << 30, 1 << 20))).isFalse();
    }

    @Test
    void oneThatNobodyMayWriteToIsNot() throws IOException {
        assertThat(Timeline.isFull(new Disk(true, 1L << 30, 0))).isFalse();
    }

    @Test
    void oneThatStoresNothingIsNot() throws IOException {
        assertThat(Timeline.isFull(new Disk(false, 0, 0))).as("such as /sys").isFalse();
    }

    private static final class Disk extends FileStore {
        private final boolean readOnly;
        private final long total;
        private final long usable;

        Disk(boolean readOnly, long total, long usable) {
            this.readOnly = readOnly;
            this.total = total;
            this.usable = usable;
        }

        @Override
        public String name() {
            return "disk";
        }

        @Override
        public String type() {
            return "ext4";
        }

        @Override
        public boolean isReadOnly() {
            return readOnly;
        }

        @Override
        public long getTotalSpace() {
            return total;
        }

        @Override
        public long getUsableSpace() {
            return usable;
        }

        @Override
        public long getUnallocatedSpace() {
            return usable;
        }

        @Override
        public boolean supportsFileAttributeView(Class<? extends FileAttributeView> type) {
            return false;
        }

        @Override
        public boolean supportsFileAttributeView(String name) {
            return false;
        }

        @Override
        public <V extends FileStoreAttributeView> V getFileStoreAttributeView(Class<V> type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Object getAttribute(String attribute) {
            throw new UnsupportedOperationException();
        }
    }
}
