/// A day of the Gregorian calendar, in universal time.
struct CalendarDate: Hashable, CustomStringConvertible {
    let year: Int
    let month: Int
    let day: Int

    /// The day of a time in milliseconds since 1970.
    ///
    /// H. Hinnant, chrono-compatible low-level date algorithms, 2013: years begin in March, so that the day
    /// that is sometimes missing is the last; 400 years are 146,097 days.
    init(milliseconds: Int64) {
        let length: Int64 = 86_400_000
        let days = milliseconds / length - (milliseconds % length < 0 ? 1 : 0) + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        day = Int(dayOfYear - (153 * shifted + 2) / 5 + 1)
        month = Int(shifted < 10 ? shifted + 3 : shifted - 9)
        year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
    }

    /// `2026-11-21`.
    var description: String {
        let digits = [month, day].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(year)-\(digits[0])-\(digits[1])"
    }
}
