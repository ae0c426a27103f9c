import AnomalyLocalization
import NumericKernels
import Reasoning

/// Measurements of a node with four routers of three cities each, twenty users a city and hour.
struct MonitorExample {
    static let start: Int64 = 1_700_006_400  // a multiple of a day and an hour
    static let routers = 4
    static let cities = 3

    static func hierarchy() throws -> GroupHierarchy {
        try GroupHierarchy([
            .init(name: "node"), .init(name: "router", parents: ["node"]),
            .init(name: "city", parents: ["router"]),
        ])
    }

    static func settings() -> ServiceEventSettings {
        var settings = ServiceEventSettings()
        settings.metric = "rtt"
        settings.watermark = 300
        settings.series.cycles = 6
        settings.series.binsPerCycle = 4
        return settings
    }

    /// By how much a router or city is slower in an hour.
    typealias Slower = (_ hour: Int, _ router: Int, _ city: Int) -> Double

    /// The measurements of some hours, in the order of time.
    static func batch(
        hours: Range<Int>, seed: UInt64 = 1, isNamed: Bool = true, slower: Slower = { _, _, _ in 0 }
    ) -> MeasurementBatch {
        var batch = MeasurementBatch(attributeCount: 3)
        if isNamed {
            batch.newNames = [
                ["north"], (0..<routers).map { "r\($0)" },
                (0..<routers * cities).map { "c\($0)" },
            ]
        }
        for hour in hours {
            var generator = Xoshiro256(seed: seed &* 1_000 &+ UInt64(hour))
            var rows: [(time: Int64, router: Int, city: Int, user: Int, value: Float)] = []
            for router in 0..<routers {
                for city in 0..<cities {
                    for user in 0..<20 {
                        let second = generator.index(below: 3_600)
                        let value =
                            40 + Double(5 * router) + slower(hour, router, city)
                            + 3 * generator.normal()
                        rows.append(
                            (
                                (start + Int64(hour * 3_600 + second)) * 1_000_000, router,
                                router * cities + city, user, Float(value)
                            ))
                    }
                }
            }
            rows.sort { ($0.time, $0.city, $0.user) < ($1.time, $1.city, $1.user) }
            for row in rows {
                batch.append(
                    time: row.time, user: UInt64(row.city * 1_000 + row.user), value: row.value,
                    codes: [1, UInt32(row.router + 1), UInt32(row.city + 1)])
            }
        }
        return batch
    }

    /// Rows of a batch by their places.
    static func rows(_ batch: MeasurementBatch, _ places: some Sequence<Int>) -> MeasurementBatch {
        var part = MeasurementBatch(attributeCount: batch.codes.count)
        for place in places {
            part.append(
                time: batch.times[place], user: batch.users[place], value: batch.values[place],
                codes: batch.codes.map { $0[place] })
        }
        return part
    }

    /// Takes a whole stream.
    static func reports(
        _ batch: MeasurementBatch, settings: ServiceEventSettings = settings()
    ) throws -> [ServiceEventReport] {
        var monitor = try ServiceEventMonitor(hierarchy: try hierarchy(), settings: settings)
        return try monitor.take(batch) + monitor.finish()
    }
}
