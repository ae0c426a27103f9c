/// Reads the times of logs: Apache's, ISO 8601, seconds since 1970 and their fractions.
///
/// A logged second holds many requests, so the last text and what it meant are kept.
struct TimeReader: Sendable {
    /// Stands for a text that is no time.
    static let none = Int64.min

    private var lastText = [UInt8](repeating: 0, count: 40)
    private var lastCount = 0
    private var lastTime = TimeReader.none

    /// Microseconds since 1970, or ``none``.
    @inline(__always)
    mutating func read(_ text: ByteSlice) -> Int64 {
        if text.count == lastCount, lastCount > 0 {
            let isSame = lastText.withUnsafeBufferPointer { last in
                last.baseAddress.map { ByteSlice($0, count: lastCount) == text } ?? false
            }
            if isSame { return lastTime }
        }
        return readAnew(text)
    }

    @inline(never)
    private mutating func readAnew(_ text: ByteSlice) -> Int64 {
        let time = Self.parse(text)
        if text.count <= lastText.count {
            for index in 0..<text.count { lastText[index] = text[index] }
            (lastCount, lastTime) = (text.count, time)
        }
        return time
    }

    /// Tells the forms apart by their third and fifth bytes.
    static func parse(_ whole: ByteSlice) -> Int64 {
        var text = whole.trimmed
        if text.count > 2, text[0] == 0x5b, text[text.count - 1] == 0x5d {
            text = ByteSlice(text.start + 1, count: text.count - 2)
        }
        guard text.count > 0, text.count <= 40 else { return none }
        if text.count >= 20, text[2] == 0x2f { return parseApache(text) }
        if text.count >= 10, text[4] == 0x2d { return parseISO(text) }
        return parseEpoch(text)
    }

    /// `17/May/2015:10:05:03 +0200` (Apache's `%t`, nginx's `$time_local`).
    private static func parseApache(_ text: ByteSlice) -> Int64 {
        guard text[2] == 0x2f, text[6] == 0x2f, text[11] == 0x3a,
            let day = number(text, 0, 2), let year = number(text, 7, 4),
            let month = month(text, at: 3)
        else { return none }
        return moment(text, year: year, month: month, day: day, clockAt: 12)
    }

    /// `2015-05-17T10:05:03.123456+02:00`, with a blank for the `T`, with less of it, or the date alone.
    ///
    /// Without a zone it is UTC.
    private static func parseISO(_ text: ByteSlice) -> Int64 {
        guard text[4] == 0x2d, text[7] == 0x2d, let year = number(text, 0, 4),
            let month = number(text, 5, 2), let day = number(text, 8, 2)
        else { return none }
        if text.count == 10 {
            guard isDate(year, month, day) else { return none }
            return Int64(RequestTime.days(year: year, month: month, day: day)) * 86_400_000_000
        }
        guard text[10] == 0x54 || text[10] == 0x74 || text[10] == 0x20 else { return none }
        return moment(text, year: year, month: month, day: day, clockAt: 11)
    }

    /// Clock, fraction and zone, after a date.
    private static func moment(
        _ text: ByteSlice, year: Int, month: Int, day: Int, clockAt start: Int
    ) -> Int64 {
        guard isDate(year, month, day), text.count >= start + 5,
            let hour = number(text, start, 2), text[start + 2] == 0x3a,
            let minute = number(text, start + 3, 2), hour < 24, minute < 60
        else { return none }
        var second = 0
        var index = start + 5
        var fraction = 0
        if index < text.count, text[index] == 0x3a {
            // A leap second is written 60 and counts as the next one.
            guard let value = number(text, index + 1, 2), value <= 60 else { return none }
            second = value
            index += 3
            if index < text.count, text[index] == 0x2e || text[index] == 0x2c {
                guard let (value, next) = microseconds(text, index + 1) else { return none }
                (fraction, index) = (value, next)
            }
        }
        guard let zone = zoneSeconds(text, index) else { return none }
        let days = RequestTime.days(year: year, month: month, day: day)
        let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - zone
        return Int64(seconds) * 1_000_000 + Int64(fraction)
    }

    /// `Z`, `+0200`, `+02:00`, `+02`, `UTC`, `GMT` or nothing, with a blank before it perhaps; nothing behind.
    private static func zoneSeconds(_ text: ByteSlice, _ start: Int) -> Int? {
        var index = start
        if index < text.count, text[index] == 0x20 { index += 1 }
        let rest = text.dropping(index)
        if rest.isEmpty { return index == start ? 0 : nil }
        if rest.count == 1, rest[0] | 0x20 == 0x7a { return 0 }
        if rest.count == 3, rest.starts(with: "UTC") || rest.starts(with: "GMT") { return 0 }
        guard rest[0] == 0x2b || rest[0] == 0x2d, let hours = number(rest, 1, 2), hours < 24
        else { return nil }
        var minutes = 0
        switch rest.count {
        case 3: break
        case 5: minutes = number(rest, 3, 2) ?? 60
        case 6 where rest[3] == 0x3a: minutes = number(rest, 4, 2) ?? 60
        default: return nil
        }
        guard minutes < 60 else { return nil }
        return (hours * 3600 + minutes * 60) * (rest[0] == 0x2d ? -1 : 1)
    }

    /// Seconds, milliseconds, microseconds or nanoseconds since 1970, told by their number of digits.
    ///
    /// 11 digits of seconds reach the year 5138, and 12 of milliseconds go back to 1973.
    private static func parseEpoch(_ text: ByteSlice) -> Int64 {
        var value: Int64 = 0
        var index = 0
        while index < text.count, text[index].isDigit {
            guard index < 19 else { return none }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(Int64(text[index] - 0x30))
            guard !overflow, !carry else { return none }
            value = sum
            index += 1
        }
        guard index > 0 else { return none }
        var fraction = 0
        if index < text.count {
            guard text[index] == 0x2e, index + 1 < text.count,
                let (digits, next) = microseconds(text, index + 1), next == text.count
            else { return none }
            fraction = digits
        }
        switch value {
        case ..<100_000_000_000: return value * 1_000_000 + Int64(fraction)
        case ..<100_000_000_000_000: return value * 1000 + Int64(fraction / 1000)
        case ..<100_000_000_000_000_000: return value
        default: return value / 1000
        }
    }

    /// A fraction's first six digits as microseconds, and where its digits end.
    private static func microseconds(_ text: ByteSlice, _ start: Int) -> (Int, Int)? {
        var value = 0
        var index = start
        while index < text.count, text[index].isDigit {
            if index - start < 6 { value = value * 10 + Int(text[index] - 0x30) }
            index += 1
        }
        guard index > start else { return nil }
        for _ in min(index - start, 6)..<6 { value *= 10 }
        return (value, index)
    }

    @inline(__always)
    private static func number(_ text: ByteSlice, _ start: Int, _ digits: Int) -> Int? {
        guard start + digits <= text.count else { return nil }
        var value = 0
        for index in start..<start + digits {
            guard text[index].isDigit else { return nil }
            value = value * 10 + Int(text[index] - 0x30)
        }
        return value
    }

    /// The month behind its first three letters in English.
    private static func month(_ text: ByteSlice, at start: Int) -> Int? {
        let letters =
            UInt32(text[start] | 0x20) << 16 | UInt32(text[start + 1] | 0x20) << 8
            | UInt32(text[start + 2] | 0x20)
        return switch letters {
        case 0x6a616e: 1
        case 0x666562: 2
        case 0x6d6172: 3
        case 0x617072: 4
        case 0x6d6179: 5
        case 0x6a756e: 6
        case 0x6a756c: 7
        case 0x617567: 8
        case 0x736570: 9
        case 0x6f6374: 10
        case 0x6e6f76: 11
        case 0x646563: 12
        default: nil
        }
    }

    private static func isDate(_ year: Int, _ month: Int, _ day: Int) -> Bool {
        guard (1...12).contains(month), day >= 1 else { return false }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let length =
            switch month {
            case 2: isLeap ? 29 : 28
            case 4, 6, 9, 11: 30
            default: 31
            }
        return day <= length
    }
}
