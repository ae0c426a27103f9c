/// When a request was logged, in microseconds since 1970-01-01 00:00 UTC.
public struct RequestTime: Hashable, Comparable, Sendable {
    /// Microseconds since 1970 began, UTC, without leap seconds.
    public var microseconds: Int64

    /// The time so many microseconds after 1970 began.
    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// The time so many seconds after 1970 began.
    public init(seconds: Int64) { microseconds = seconds * 1_000_000 }

    /// Earlier before later.
    public static func < (left: RequestTime, right: RequestTime) -> Bool {
        left.microseconds < right.microseconds
    }

    /// Days from 1970-01-01 to a date of the proleptic Gregorian calendar.
    ///
    /// Years are counted from March, so that the leap day is the last (Howard Hinnant,
    /// "chrono-Compatible Low-Level Date Algorithms", days_from_civil).
    @inline(__always)
    static func days(year: Int, month: Int, day: Int) -> Int {
        let marchYear = month <= 2 ? year - 1 : year
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The date of a day counted from 1970-01-01 (the same source, civil_from_days).
    static func date(day: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
            dayOfYear - (153 * marchMonth + 2) / 5 + 1
        )
    }
}

extension RequestTime: CustomStringConvertible {
    /// ISO 8601 in UTC, with as many digits of a fraction as there are: `2015-05-17T10:05:03Z`.
    public var description: String {
        let (seconds, fraction) = Self.divide(microseconds, 1_000_000)
        let (days, second) = Self.divide(seconds, 86_400)
        let date = Self.date(day: Int(days))
        func padded(_ value: Int64, _ width: Int = 2) -> String {
            let text = String(value)
            return String(repeating: "0", count: max(0, width - text.count)) + text
        }
        var text =
            "\(padded(Int64(date.year), 4))-\(padded(Int64(date.month)))-\(padded(Int64(date.day)))"
            + "T\(padded(second / 3600)):\(padded(second / 60 % 60)):\(padded(second % 60))"
        if fraction != 0 {
            var digits = padded(fraction, 6)
            while digits.hasSuffix("0") { digits.removeLast() }
            text += "." + digits
        }
        return text + "Z"
    }

    /// Quotient and remainder, the remainder never negative.
    private static func divide(_ value: Int64, _ by: Int64) -> (Int64, Int64) {
        let quotient = value >= 0 ? value / by : -((-value + by - 1) / by)
        return (quotient, value - quotient * by)
    }
}
