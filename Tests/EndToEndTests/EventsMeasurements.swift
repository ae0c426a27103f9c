import Foundation

/// Measurements for tests: users of four cities and two systems, an hour a bin, no chance in it.
enum EventsMeasurements {
    static let header = "time,user,rtt,city,origin-as,bgp-prefix"

    /// Rows of so many days; in Lyon the round trip takes 60 ms longer from hour `event` on for three hours.
    static func lines(days: Int, event: Int?, perHour: Int = 5) -> [String] {
        var lines: [String] = []
        let begin = 1_793_491_200
        for hour in 0..<(24 * days) {
            let isBad = event.map { hour >= $0 && hour < $0 + 3 } ?? false
            for sample in 0..<perHour {
                for (place, city) in ["Lyon", "Paris", "Nice", "Lille"].enumerated() {
                    for user in 0..<6 {
                        let time = begin + hour * 3_600 + (sample * 24 + place * 6 + user) * 25
                        let daily = 8 * sin(Double(hour % 24) / 24 * 2 * .pi)
                        // No chance: a number that jumps about.
                        let noise =
                            Double((hour * 37 + sample * 11 + place * 5 + user * 7) % 13) / 4
                        var value = 30 + 5 * Double(place) + daily + noise
                        if isBad, city == "Lyon" { value += 60 }
                        let system = user.isMultiple(of: 2) ? 64_500 : 64_501
                        lines.append(
                            "\(time),u\(place)-\(user),\(String(format: "%.2f", value)),\(city),"
                                + "\(system),10.\(place).\(user).0/24")
                    }
                }
            }
        }
        return lines
    }

    /// When hour `hour` begins, as JSON has it.
    static func time(hour: Int) -> String {
        let date = Date(timeIntervalSince1970: Double(1_793_491_200 + hour * 3_600))
        return date.ISO8601Format()
    }
}
