/// Takes URLs and request lines apart, and finds what requests for the same thing have in common.
enum URLText {
    /// What is left of a request line `GET /x HTTP/1.1` without method and protocol; a URL stays as it is.
    @inline(__always)
    static func target(_ text: ByteSlice) -> ByteSlice {
        guard text.count > 0, text[0] != 0x2f, text[0] &- 0x41 < 26,
            let blank = text.firstIndex(of: 0x20)
        else { return text }
        let rest = text.dropping(blank + 1)
        return rest.prefix(rest.firstIndex(of: 0x20) ?? rest.count)
    }

    /// The path of a URL without query and fragment; nothing where there is no path.
    @inline(__always)
    static func path(_ text: ByteSlice) -> ByteSlice {
        var url = target(text)
        guard url.count > 0 else { return url }
        if url[0] != 0x2f {
            guard let authority = authorityStart(url) else { return url.prefix(0) }
            let slash = url.firstIndex(of: 0x2f, from: authority) ?? url.count
            url = url.dropping(slash)
        }
        var end = 0
        while end < url.count, url[end] != 0x3f, url[end] != 0x23 { end += 1 }
        return url.prefix(end)
    }

    /// The host of a URL, or of a host with a port, as it is written; nothing where there is none.
    @inline(__always)
    static func host(_ text: ByteSlice) -> ByteSlice {
        let url = target(text)
        guard url.count > 0, url[0] != 0x2f else { return url.prefix(0) }
        var host = url.dropping(authorityStart(url) ?? 0)
        var end = 0
        while end < host.count, host[end] != 0x2f, host[end] != 0x3f, host[end] != 0x23 {
            end += 1
        }
        host = host.prefix(end)
        if let at = host.firstIndex(of: 0x40) { host = host.dropping(at + 1) }
        if host.count > 0, host[0] == 0x5b {
            guard let bracket = host.firstIndex(of: 0x5d) else { return host.prefix(0) }
            return host.prefix(bracket + 1)
        }
        return host.prefix(host.firstIndex(of: 0x3a) ?? host.count)
    }

    /// The first segments of a path, 0 for all of them.
    @inline(__always)
    static func prefix(_ path: ByteSlice, depth: Int) -> ByteSlice {
        guard depth > 0 else { return path }
        var slashes = 0
        for index in 0..<path.count where path[index] == 0x2f {
            slashes += 1
            if slashes > depth { return path.prefix(index) }
        }
        return path
    }

    /// Writes the family of a path: what varies between requests for the same kind of thing becomes `*`.
    ///
    /// Of the folders the first three are kept and further ones become `**`. Numbers, UUIDs and
    /// hexadecimal words of 8 digits and more that have a decimal one become `*`, a file name with an
    /// extension `*.` and the extension: `/users/1234/a/b/c/photo.JPG` is `/users/*/a/**/*.jpg`.
    ///
    /// - Parameter room: where it goes; it has room for as many bytes as the path and 8 more.
    /// - Returns: how many bytes were written.
    @inline(__always)
    static func family(_ path: ByteSlice, into room: UnsafeMutablePointer<UInt8>) -> Int {
        var out = 0
        func put(_ byte: UInt8) {
            room[out] = byte
            out += 1
        }
        var index = 0
        var folders = 0
        while index < path.count {
            // A path begins with a slash, and so does each of its parts.
            let end = path.firstIndex(of: 0x2f, from: index + 1) ?? path.count
            let segment = ByteSlice(path.start + index + 1, count: max(0, end - index - 1))
            let isLast = end == path.count
            if isLast || folders < 3 {
                put(0x2f)
                if isLast, let point = fileExtension(segment) {
                    put(0x2a)
                    for place in point..<segment.count {
                        let byte = segment[place]
                        put(byte &- 0x41 < 26 ? byte | 0x20 : byte)
                    }
                } else if varies(segment) {
                    put(0x2a)
                } else {
                    for place in 0..<segment.count { put(segment[place]) }
                }
            } else if folders == 3 {
                put(0x2f)
                put(0x2a)
                put(0x2a)
            }
            folders += 1
            index = end
        }
        return out
    }

    /// Where `.ext` begins: a point with 1 to 5 letters and digits behind it, not the first byte.
    @inline(__always)
    private static func fileExtension(_ segment: ByteSlice) -> Int? {
        var index = segment.count - 1
        while index > 0, segment.count - index <= 6 {
            let byte = segment[index]
            if byte == 0x2e { return index < segment.count - 1 ? index : nil }
            guard byte.isDigit || (byte | 0x20) &- 0x61 < 26 else { return nil }
            index -= 1
        }
        return nil
    }

    /// Whether a segment names one of many: a number, a UUID or a long hexadecimal word.
    @inline(__always)
    private static func varies(_ segment: ByteSlice) -> Bool {
        guard segment.count > 0 else { return false }
        var digits = 0
        for index in 0..<segment.count {
            let byte = segment[index]
            if byte.isDigit {
                digits += 1
            } else {
                let isHexadecimal = (byte | 0x20) &- 0x61 < 6
                guard isHexadecimal || byte == 0x2d else { return false }
            }
        }
        return digits == segment.count || (segment.count >= 8 && digits > 0)
    }

    /// Where the authority begins behind `scheme://` or `//`.
    @inline(__always)
    private static func authorityStart(_ url: ByteSlice) -> Int? {
        guard let colon = url.firstIndex(of: 0x3a), colon + 2 < url.count,
            url[colon + 1] == 0x2f, url[colon + 2] == 0x2f
        else { return nil }
        return colon + 3
    }
}
