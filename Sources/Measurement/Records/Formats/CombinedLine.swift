/// A line in the common or combined format of Apache and nginx.
///
/// `client identity user [time] "request" status bytes "referrer" "agent"`; the last two may be
/// missing, what follows them is passed over. The user may hold blanks, for Apache does not escape them.
enum CombinedLine {
    /// The columns, in the order of the fields.
    static let columns = [
        "host", "client", "identity", "user", "time", "request", "status", "bytes", "referrer",
        "agent", "method", "url", "protocol",
    ]

    /// Finds the fields of a line.
    ///
    /// - Returns: why it is none; nil when it is.
    @inline(__always)
    static func parse(
        _ line: ByteSlice, hasHost: Bool, into fields: FieldSlices
    ) -> RejectReason? {
        let blank: UInt8 = 0x20
        var index = 0
        fields[0] = line.prefix(0)
        if hasHost {
            guard let end = line.firstIndex(of: blank), end > 0 else { return .form }
            fields[0] = line.prefix(end)
            index = end + 1
        }
        guard let client = line.firstIndex(of: blank, from: index), client > index,
            let identity = line.firstIndex(of: blank, from: client + 1)
        else { return .form }
        fields[1] = part(line, index, client)
        fields[2] = part(line, client + 1, identity)

        guard let bracket = timeStart(line, from: identity + 1) else { return .form }
        fields[3] = part(line, identity + 1, max(identity + 1, bracket - 1))
        guard let timeEnd = line.firstIndex(of: 0x5d, from: bracket), timeEnd + 2 < line.count,
            line[timeEnd + 1] == blank, line[timeEnd + 2] == 0x22
        else { return .form }
        fields[4] = part(line, bracket + 1, timeEnd)

        let request = timeEnd + 3
        guard let requestEnd = closingQuote(line, from: request) else { return .quote }
        fields[5] = part(line, request, requestEnd)
        guard requestEnd + 1 < line.count, line[requestEnd + 1] == blank,
            let statusEnd = line.firstIndex(of: blank, from: requestEnd + 2)
        else { return .form }
        fields[6] = part(line, requestEnd + 2, statusEnd)
        let bytesEnd = line.firstIndex(of: blank, from: statusEnd + 1) ?? line.count
        guard bytesEnd > statusEnd + 1 else { return .form }
        fields[7] = part(line, statusEnd + 1, bytesEnd)

        index = bytesEnd
        for field in 8...9 {
            fields[field] = line.prefix(0)
            guard index + 1 < line.count, line[index + 1] == 0x22 else { continue }
            guard let end = closingQuote(line, from: index + 2) else { return .quote }
            fields[field] = part(line, index + 2, end)
            index = end + 1
        }
        splitRequest(fields)
        return nil
    }

    /// Method, URL and protocol of the request; a request that has no such form has no URL.
    @inline(__always)
    private static func splitRequest(_ fields: FieldSlices) {
        let request = fields[5]
        let none = request.prefix(0)
        (fields[10], fields[11], fields[12]) = (none, none, none)
        guard let method = request.firstIndex(of: 0x20), method > 0 else { return }
        var end = request.count
        var start = end
        while start > method + 1, request[start - 1] != 0x20 { start -= 1 }
        if start > method + 1, request.dropping(start).starts(with: "HTTP/") {
            fields[12] = request.dropping(start)
            end = start - 1
        }
        fields[10] = request.prefix(method)
        fields[11] = part(request, method + 1, end)
    }

    @inline(__always)
    private static func part(_ line: ByteSlice, _ start: Int, _ end: Int) -> ByteSlice {
        ByteSlice(line.start + start, count: end - start)
    }

    /// Where ` [` opens the time.
    @inline(__always)
    private static func timeStart(_ line: ByteSlice, from start: Int) -> Int? {
        var index = start
        while let bracket = line.firstIndex(of: 0x5b, from: index) {
            if line[bracket - 1] == 0x20, bracket + 1 < line.count, line[bracket + 1].isDigit {
                return bracket
            }
            index = bracket + 1
        }
        return nil
    }

    /// The next quotation mark without an odd number of backslashes before it.
    @inline(__always)
    private static func closingQuote(_ line: ByteSlice, from start: Int) -> Int? {
        var index = start
        while let quote = line.firstIndex(of: 0x22, from: index) {
            var before = quote
            while before > start, line[before - 1] == 0x5c { before -= 1 }
            if (quote - before) & 1 == 0 { return quote }
            index = quote + 1
        }
        return nil
    }
}
