/// A scenario's faults as time goes by.
actor Breakage {
    let box: Box
    private var inForce = [Int]()
    /// The last moment at which something began or ended.
    private var reached = 0.0

    init(box: Box) { self.box = box }

    private var faults: [Fault] { box.scenario.faults }

    /// Makes the lab and breaks what is broken from the start.
    func begin() async throws {
        let early = faults.indices.filter { faults[$0].begins <= 0 }
        try await box.make(with: early.map { faults[$0] })
        for index in early { try await work(index).apply() }
        inForce = early
    }

    /// Lets faults begin and end until so many seconds after the start.
    func reach(_ end: Double, since start: ContinuousClock.Instant) async throws {
        let clock = ContinuousClock()
        for moment in moments where moment <= end && moment > reached {
            reached = moment
            try await clock.sleep(until: start + .seconds(moment))
            try await change(to: faults.indices.filter { faults[$0].isInForce(at: moment) })
        }
        if end.isFinite { try await clock.sleep(until: start + .seconds(end)) }
    }

    /// When something begins or ends after the start, in order.
    private var moments: [Double] {
        Set(faults.flatMap { [$0.begins, $0.ends].compactMap { $0 } }).filter { $0 > 0 }.sorted()
    }

    private func change(to wanted: [Int]) async throws {
        for index in inForce where !wanted.contains(index) { try await work(index).revert() }
        try await box.configure(faults: wanted.map { faults[$0] })
        for index in wanted where !inForce.contains(index) { try await work(index).apply() }
        inForce = wanted
    }

    /// Proves each fault that is in force now; where there is none, that the page comes or does not.
    func prove(from node: String) async throws -> [String] {
        let witness = Witness(box: box, node: node)
        var proofs = [String]()
        for index in inForce {
            proofs.append(try await FaultProof(work: work(index), witness: witness).show())
        }
        if inForce.isEmpty { proofs.append(try await SymptomProof(witness: witness).show()) }
        return proofs
    }

    private func work(_ index: Int) -> FaultWork {
        FaultWork(box: box, index: index, kind: faults[index].kind)
    }
}

extension Fault {
    /// Whether the fault is in force at a time.
    func isInForce(at moment: Double) -> Bool { begins <= moment && moment < ends ?? .infinity }
}
