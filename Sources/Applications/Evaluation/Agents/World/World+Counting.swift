/// Rows of failures: of a user, and at a server.
extension World {
    /// Orders failures by time and counts those in a row of each user, to different destinations.
    ///
    /// Between two failures of a user who is online a success lies with probability 1 - exp(-time / 30 s): users
    /// browse in sessions.
    static func counted(_ drawn: [FailedVisit], seed: UInt64) -> [FailedVisit] {
        var visits = drawn.sorted { ($0.time, $0.user, $0.hash) < ($1.time, $1.user, $1.hash) }
        for place in visits.indices { visits[place].id = place }
        var random = SimulationRandom(seed: seed, stream: "rows of failures")
        for (_, own) in Dictionary(grouping: visits.indices, by: { visits[$0].user })
            .sorted(by: { $0.key < $1.key })
        {
            var row = [Int]()
            func close() {
                let around = Set(row.map { visits[$0].hash }).count
                for place in row { visits[place].failuresAround = around }
                row = []
            }
            for place in own {
                if let last = row.last {
                    let isSameBurst =
                        visits[last].burst != nil && visits[last].burst == visits[place].burst
                    let gap = Double(visits[place].time - visits[last].time)
                    if !isSameBurst, random.exponential(mean: 30_000) < gap { close() }
                }
                let before = Set(row.map { visits[$0].hash })
                visits[place].failuresBefore = before.subtracting([visits[place].hash]).count
                row.append(place)
            }
            close()
        }
        return visits
    }

    /// The first success at each server after each failure there, where it comes before the next failure.
    func drawRecoveries() -> [Recovery] {
        var random = SimulationRandom(seed: settings.seed, stream: "recoveries")
        var visitors = [[Int]](repeating: [], count: servers.count)
        for (place, destination) in destinations.enumerated() {
            for server in Set(destination.servers) { visitors[server].append(place) }
        }
        let failures = Dictionary(grouping: visits.filter { $0.address != nil }) {
            $0.address.flatMap(server(at:)) ?? -1
        }
        var drawn = [Recovery]()
        for (server, rows) in failures.sorted(by: { $0.key < $1.key }) where server >= 0 {
            let names = visitors[server]
            guard !names.isEmpty else { continue }
            let chooser = WeightedPlaces(
                names.map { destinations[$0].visits / Double(destinations[$0].servers.count) })
            let mean = Double(Self.day) / max(chooser.total, 1e-9)
            for (place, failure) in rows.enumerated() {
                let next = place + 1 < rows.count ? rows[place + 1].time : Int64.max
                var time = failure.time
                if let fault = active(.server(server), at: time) {
                    let inside = random.exponential(mean: mean / max(1 - fault.severity, 1e-9))
                    let left = Double(fault.to - time)
                    time =
                        inside < left
                        ? time + Int64(inside)
                        : fault.to + Int64(min(random.exponential(mean: mean), 1e12))
                } else {
                    time += Int64(min(random.exponential(mean: mean), 1e12))
                }
                guard time < next, time < end else { continue }
                let destination = names[chooser.draw(using: &random)]
                drawn.append(
                    Recovery(
                        time: time, user: random.place(users.count),
                        hash: destinations[destination].hash, address: servers[server].address))
            }
        }
        return drawn.sorted { ($0.time, $0.user) < ($1.time, $1.user) }
    }
}
