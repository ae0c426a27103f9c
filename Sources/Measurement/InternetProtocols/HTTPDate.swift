import Foundation

/// The three date formats of HTTP (RFC 9110, section 5.6.7).
public enum HTTPDate {
    /// The time in an IMF-fixdate, an RFC 850 date or an asctime date; nil for any other text.
    ///
    /// A two-digit year more than 50 years after `reference` means the century before.
    public static func parse(_ text: String, reference: Date = Date()) -> Date? {
        guard text.utf8.count <= 64 else { return nil }
        let fields = text.split(whereSeparator: { $0 == " " || $0 == "-" }).map { String($0) }
        if fields.count == 6, fields[5] == "GMT", fields[0].hasSuffix(",") {
            return moment(
                day: fields[1], month: fields[2], year: fields[3], time: fields[4],
                reference: reference)
        }
        if fields.count == 5, fields[0].count == 3 {
            return moment(
                day: fields[2], month: fields[1], year: fields[4], time: fields[3],
                reference: reference)
        }
        return nil
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func moment(
        day dayText: String, month monthText: String, year yearText: String, time: String,
        reference: Date
    ) -> Date? {
        let clock = time.split(separator: ":", omittingEmptySubsequences: false).map { number($0) }
        guard let day = number(dayText[...]), (1...31).contains(day),
            let month = months.firstIndex(of: monthText), var year = number(yearText[...]),
            yearText.utf8.count == 4 || yearText.utf8.count == 2, clock.count == 3,
            let hour = clock[0], let minute = clock[1], let second = clock[2],
            hour < 24, minute < 60, second <= 60
        else { return nil }
        if yearText.utf8.count == 2 {
            let now = 1970 + Int(reference.timeIntervalSince1970 / 31_556_952)
            year += now / 100 * 100
            if year > now + 50 { year -= 100 }
        }
        let seconds =
            daysSince1970(year, month + 1, day) * 86_400
            + hour * 3600 + minute * 60 + second
        return Date(timeIntervalSince1970: Double(seconds))
    }

    private static func number(_ text: Substring) -> Int? {
        guard (1...4).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Int(text)
    }

    /// Days from 1970-01-01 in the proleptic Gregorian calendar, counting years from March.
    private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let marchYear = month <= 2 ? year - 1 : year
        let era = marchYear / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
