import AnomalyLocalization

extension ServiceEventMonitor {
    /// What a bin did to events.
    struct EventChanges {
        var opened: [ServiceEvent] = []
        var continued: [ServiceEvent] = []
        var closed: [ServiceEvent] = []
    }

    /// Joins the failures of a bin to events: open ones go on, are named better, or end; others begin.
    mutating func assemble(
        _ rollUp: BinRollUp, _ outcomes: [SeasonalOutcome<Float>], _ bin: OpenBin
    ) -> EventChanges {
        let failures = failures(rollUp, outcomes, bin)
        var changes = EventChanges()
        var isTaken = [Bool](repeating: false, count: openEvents.count)
        var placeOf: [Int32: Int] = [:]
        for (place, event) in openEvents.enumerated() { placeOf[event.group] = place }
        var isNew: [Int] = []
        for (index, failure) in failures.enumerated() {
            guard let place = placeOf[failure.group],
                openEvents[place].isUp == (failure.actual > failure.forecast)
            else {
                isNew.append(index)
                continue
            }
            isTaken[place] = true
            extend(place, failure, rollUp, bin)
            changes.continued.append(event(openEvents[place]))
        }
        for index in isNew {
            let failure = failures[index]
            if let place = sameFailure(failure, rollUp, isTaken) {
                isTaken[place] = true
                openEvents[place].group = failure.group
                describe(place, failure, rollUp)
                extend(place, failure, rollUp, bin)
                changes.continued.append(event(openEvents[place]))
            } else {
                lastNumber += 1
                openEvents.append(
                    OpenEvent(
                        number: lastNumber, group: failure.group,
                        isUp: failure.actual > failure.forecast, from: bin.index, last: bin.index))
                isTaken.append(true)
                let place = openEvents.count - 1
                describe(place, failure, rollUp)
                openEvents[place].course = course(of: Int(failure.group), before: bin.index)
                extend(place, failure, rollUp, bin)
                changes.opened.append(event(openEvents[place]))
            }
        }
        var kept: [OpenEvent] = []
        for (place, var open) in openEvents.enumerated() {
            if !isTaken[place] {
                if bin.index - open.last > Int64(settings.patience) {
                    changes.closed.append(event(open, isOver: true))
                    continue
                }
                note(&open, rollUp, outcomes, bin)
            }
            kept.append(open)
        }
        openEvents = kept
        return changes
    }

    /// The open event that a failure of another group belongs to: one with which it shares most of the users of either.
    private func sameFailure(
        _ failure: BinFailure, _ rollUp: BinRollUp, _ isTaken: [Bool]
    ) -> Int? {
        let mine = Set(rollUp.members(of: failure.place))
        let size = mine.reduce(0) { $0 + rollUp.partUsers[Int($1)] }
        var best: (place: Int, shared: Int)?
        for (place, open) in openEvents.enumerated()
        where !isTaken[place] && open.isUp == (failure.actual > failure.forecast) {
            let kind = groups.kind(Int(open.group))
            var shared = 0
            var all = 0
            for (part, number) in rollUp.parts.enumerated()
            where partGroups[Int(number) * hierarchy.kinds.count + kind] == open.group {
                all += rollUp.partUsers[part]
                if mine.contains(Int32(part)) { shared += rollUp.partUsers[part] }
            }
            guard 2 * shared > min(all, size), shared > best?.shared ?? 0 else { continue }
            best = (place, shared)
        }
        return best?.place
    }

    /// Adds an anomalous bin to an event.
    private mutating func extend(
        _ place: Int, _ failure: BinFailure, _ rollUp: BinRollUp, _ bin: OpenBin
    ) {
        var open = openEvents[place]
        open.last = bin.index
        open.bins += 1
        open.level = max(open.level, failure.level)
        let deviation = failure.actual - failure.forecast
        if abs(deviation) > abs(open.deviation) {
            open.deviation = deviation
            open.forecast = failure.forecast
            open.actual = failure.actual
        }
        open.severity += EventSeverity.ofBin(level: failure.level, users: failure.users)
        open.evidence += failure.evidence
        for member in rollUp.members(of: failure.place) {
            let part = Int(member)
            for row in rollUp.partStarts[part]..<rollUp.partStarts[part + 1] {
                open.users.insert(bin.users[row])
            }
            if let sketch = bin.sketches[rollUp.parts[part]] { open.users.formUnion(sketch.users) }
        }
        for explained in failure.explained where open.explained.count < OpenEvent.explainedLimit {
            let group = rollUp.groups[explained]
            guard open.explained.insert(group).inserted,
                open.explains.count < Self.explainedLimit
            else { continue }
            open.explains.append(ServiceEvent.name(members(of: Int(group))))
        }
        Self.add(
            &open.course,
            ServiceEvent.Point(
                time: bin.index * Int64(settings.bin), forecast: Float(failure.forecast),
                usual: Float(failure.usual), actual: Float(failure.actual), isAnomalous: true))
        openEvents[place] = open
    }

    /// Adds a bin that was not anomalous, while it is waited whether the event is over.
    private func note(
        _ open: inout OpenEvent, _ rollUp: BinRollUp, _ outcomes: [SeasonalOutcome<Float>],
        _ bin: OpenBin
    ) {
        guard let place = rollUp.groups.firstIndex(of: open.group) else { return }
        let half = Float(settings.series.anomalousLevel) / 2
        Self.add(
            &open.course,
            ServiceEvent.Point(
                time: bin.index * Int64(settings.bin), forecast: outcomes[place].forecast,
                usual: (outcomes[place].high - outcomes[place].forecast) / half,
                actual: rollUp.statistics[place], isAnomalous: false))
    }

    private static func add(_ course: inout [ServiceEvent.Point], _ point: ServiceEvent.Point) {
        course.append(point)
        if course.count > OpenEvent.courseLimit { course.removeFirst() }
    }

    /// Names the group of an event and the groups in which all but a twentieth of its users lie.
    private mutating func describe(_ place: Int, _ failure: BinFailure, _ rollUp: BinRollUp) {
        let group = Int(failure.group)
        let kind = groups.kind(group)
        openEvents[place].kind = hierarchy.kinds[kind].name
        openEvents[place].members = members(of: group)
        var within: [String] = []
        for above in hierarchy.ancestors[kind] {
            var users: [Int32: Int] = [:]
            var all = 0
            for member in rollUp.members(of: failure.place) {
                let number = Int(rollUp.parts[Int(member)])
                let count = rollUp.partUsers[Int(member)]
                users[partGroups[number * hierarchy.kinds.count + above], default: 0] += count
                all += count
            }
            guard let most = users.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
                most.key >= 0, 20 * most.value >= 19 * all
            else { continue }
            within.append(ServiceEvent.name(members(of: Int(most.key))))
        }
        openEvents[place].within = within
    }

    /// What the users of a group have in common.
    func members(of group: Int) -> [ServiceEvent.Member] {
        let kind = groups.kind(group)
        return zip(hierarchy.places[kind], groups.codes(group)).map { column, code in
            let known = names[column]
            return ServiceEvent.Member(
                attribute: hierarchy.attributes[column],
                value: code > 0 && Int(code) <= known.count ? known[Int(code) - 1] : "?")
        }
    }

    /// An open event as it is told.
    func event(_ open: OpenEvent, isOver: Bool = false) -> ServiceEvent {
        ServiceEvent(
            number: open.number, metric: settings.metric, kind: open.kind, group: open.members,
            from: open.from * Int64(settings.bin),
            to: isOver ? (open.last + 1) * Int64(settings.bin) : nil, bins: open.bins,
            level: open.level, deviation: open.deviation, forecast: open.forecast,
            actual: open.actual, users: open.users.count, severity: open.severity,
            evidence: open.evidence, explains: open.explains,
            explainedCount: open.explained.count, within: open.within, course: open.course)
    }
}
