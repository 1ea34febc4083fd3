package dev.freeport.internal.timeline;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.InflaterInputStream;

/**
 * The colours of a PNG of 8 bits a channel, as browsers write them; see the PNG specification, sections 5 and 9. The module
 * {@code java.desktop}, which could read any, is no part of what the kit needs.
 *
 * @param colors how many pixels there are of a colour
 * @param background the colour of the first pixel
 */
record Picture(Map<String, Integer> colors, String background) {
    private static final int IHDR = 0x49484452;
    private static final int IDAT = 0x49444154;

    static Picture read(Path png) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        int width = 0;
        int height = 0;
        int channels = 0;
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(png)))) {
            in.readLong();
            while (in.available() > 0) {
                int length = in.readInt();
                int type = in.readInt();
                byte[] data = in.readNBytes(length);
                in.readInt();
                if (type == IHDR) {
                    DataInputStream header = new DataInputStream(new ByteArrayInputStream(data));
                    width = header.readInt();
                    height = header.readInt();
                    channels = data[9] == 6 ? 4 : 3;
                } else if (type == IDAT) {
                    packed.write(data);
                }
            }
        } catch (EOFException cutOff) {
            throw new IOException("not a whole PNG: " + png, cutOff);
        }
        return unpack(packed.toByteArray(), width, height, channels);
    }

    private static Picture unpack(byte[] packed, int width, int height, int channels) throws IOException {
        Map<String, Integer> colors = new HashMap<>();
        String first = "";
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            byte[] above = new byte[width * channels];
            for (int y = 0; y < height; y++) {
                int filter = in.read();
                byte[] row = in.readNBytes(width * channels);
                undo(filter, row, above, channels);
                for (int x = 0; x < row.length; x += channels) {
                    String color = String.format("%02x%02x%02x", row[x], row[x + 1], row[x + 2]);
                    first = first.isEmpty() ? color : first;
                    colors.merge(color, 1, Integer::sum);
                }
                above = row;
            }
        }
        return new Picture(colors, first);
    }

    private static void undo(int filter, byte[] row, byte[] above, int channels) {
        for (int i = 0; i < row.length; i++) {
            int left = i < channels ? 0 : row[i - channels] & 0xFF;
            int up = above[i] & 0xFF;
            int corner = i < channels ? 0 : above[i - channels] & 0xFF;
            row[i] += (byte)
                    switch (filter) {
                        case 1 -> left;
                        case 2 -> up;
                        case 3 -> (left + up) / 2;
                        case 4 -> paeth(left, up, corner);
                        default -> 0;
                    };
        }
    }

    private static int paeth(int left, int up, int corner) {
        int estimate = left + up - corner;
        int toLeft = Math.abs(estimate - left);
        int toUp = Math.abs(estimate - up);
        int toCorner = Math.abs(estimate - corner);
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }

    int count(String color) {
        return colors.getOrDefault(color, 0);
    }
}
