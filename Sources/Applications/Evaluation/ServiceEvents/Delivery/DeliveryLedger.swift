import Reasoning

/// Keeps the ranked list of each day and compares it with what was broken.
struct DeliveryLedger {
    /// What a day says of an event.
    private struct Entry {
        var severity = 0.0
        var hours: [Int] = []
        var name = ""
        var kind = ""
        var leaves: Set<Int> = []
    }

    struct Grade {
        var findings: [DeliveryStudy.Finding] = []
        var days = 0
        var entries = 0
        var falseEntries = 0
        var falseNames: [String] = []
        var events = 0
    }

    private let network: DeliveryNetwork
    private let faults: [DeliveryFault]
    private let start: Int64
    private let settings: DeliveryStudy.Settings
    private let members: DeliveryGroups
    private var days: [Int: [Int: Entry]] = [:]
    private var last: [Int: Double] = [:]
    private var begins: [Int: Int] = [:]

    init(
        _ network: DeliveryNetwork, faults: [DeliveryFault], start: Int64,
        settings: DeliveryStudy.Settings
    ) {
        self.network = network
        self.faults = faults
        self.start = start
        self.settings = settings
        members = DeliveryGroups(network)
    }

    mutating func take(_ report: ServiceEventReport) {
        let hour = Int((report.from - start) / 3_600)
        for event in report.opened + report.continued {
            let gained = event.severity - (last[event.number] ?? 0)
            last[event.number] = event.severity
            if begins[event.number] == nil { begins[event.number] = hour }
            guard hour >= settings.warmUp else { continue }
            var entry = days[hour / 24, default: [:]][event.number] ?? Entry()
            entry.severity += gained
            entry.hours.append(hour)
            entry.name = event.name
            entry.kind = event.kind
            entry.leaves = leaves(event, hour)
            days[hour / 24, default: [:]][event.number] = entry
        }
    }

    /// The leaves of the group that an event names.
    private func leaves(_ event: ServiceEvent, _ hour: Int) -> Set<Int> {
        func number(_ text: String, _ separator: Character) -> Int {
            Int(text.split(separator: separator).last ?? "") ?? -1
        }
        func prefix(_ text: String) -> Int {
            let parts = text.split(separator: ".")
            guard parts.count == 4 else { return -1 }
            return (Int(parts[1]) ?? 0) * 256 + (Int(parts[2]) ?? 0)
        }
        guard let first = event.group.first?.value else { return [] }
        switch event.kind {
        case "cdn-node": return Set(network.leaves.indices)
        case "egress-router": return Set(members.leaves(event.kind, number(first, "-")))
        case "next-hop-as": return nextHopLeaves(number(first, " ") - 1_000, hour)
        case "origin-as": return Set(members.leaves(event.kind, number(first, " ") - 10_000))
        case "as-path":
            let path = number(first, "/")
            var leaves = Set(members.leaves(event.kind, path))
            for fault in faults {
                guard let new = fault.newPath, fault.bins.contains(hour) else { continue }
                if new == path { leaves.formUnion(fault.leaves) }
                if fault.group == path { leaves.subtract(fault.leaves) }
            }
            return leaves
        case "city": return Set(members.leaves(event.kind, number(first, "-")))
        case "bgp-prefix": return Set(members.leaves(event.kind, prefix(first)))
        default:
            let prefix = prefix(event.group.last?.value ?? "")
            let city = number(first, "-")
            return Set(
                members.leaves("bgp-prefix", prefix).filter { network.leaves[$0].city == city })
        }
    }

    /// The leaves behind a next hop, with routes that changed.
    private func nextHopLeaves(_ nextHop: Int, _ hour: Int) -> Set<Int> {
        var leaves = Set(members.leaves("next-hop-as", nextHop))
        for fault in faults {
            guard let new = fault.newPath, fault.bins.contains(hour) else { continue }
            leaves.subtract(fault.leaves)
            if network.pathNextHop[new] == nextHop { leaves.formUnion(fault.leaves) }
        }
        return leaves
    }

    func grade() -> Grade {
        var grade = Grade()
        var findings = faults.map { fault in
            DeliveryStudy.Finding(
                cause: fault.cause.rawValue, kind: fault.kind,
                users: fault.leaves.reduce(0) { $0 + network.leaves[$1].users },
                shift: fault.shift, hours: fault.bins.count)
        }
        var told = [Set<Int>](repeating: [], count: faults.count)
        grade.events = Set(days.values.flatMap(\.keys)).count
        for day in settings.warmUp / 24..<(settings.hours + 23) / 24 {
            grade.days += 1
            let ranked = (days[day] ?? [:]).sorted {
                ($1.value.severity, $0.key) < ($0.value.severity, $1.key)
            }
            for (place, item) in ranked.enumerated() {
                let (number, entry) = item
                var isTrue = false
                for (index, fault) in faults.enumerated() where explains(fault, entry) {
                    isTrue = true
                    told[index].insert(number)
                    findings[index].delay = min(
                        findings[index].delay ?? .max,
                        max(0, (entry.hours.first ?? 0) - fault.bins.lowerBound))
                    guard place + 1 < findings[index].rank ?? .max else { continue }
                    findings[index].rank = place + 1
                    findings[index].named = entry.name
                    findings[index].isLocalized = entry.leaves == Set(fault.leaves)
                    findings[index].isExact =
                        findings[index].isLocalized && entry.kind == fault.kind
                }
                guard place < settings.top else { continue }
                grade.entries += 1
                if !isTrue {
                    grade.falseEntries += 1
                    grade.falseNames.append(
                        "day \(day) rank \(place + 1) \(entry.name) \(entry.severity)")
                }
            }
        }
        for index in findings.indices { findings[index].entries = told[index].count }
        grade.findings = findings
        return grade
    }

    /// Whether an entry tells of a fault: it was under way, or in the hour after, and most users of the one are users of the other.
    private func explains(_ fault: DeliveryFault, _ entry: Entry) -> Bool {
        guard
            entry.hours.contains(where: {
                $0 >= fault.bins.lowerBound && $0 <= fault.bins.upperBound
            })
        else { return false }
        let all = users(entry.leaves)
        let shared = users(entry.leaves.intersection(fault.leaves))
        return 2 * shared >= all || 2 * shared >= users(Set(fault.leaves))
    }

    private func users(_ leaves: Set<Int>) -> Double {
        leaves.reduce(0) { $0 + network.leaves[$1].users }
    }
}
