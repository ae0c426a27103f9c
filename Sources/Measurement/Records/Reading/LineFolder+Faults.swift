extension LineFolder {
    /// Collects the faults of a line in the order of their sources' kinds: plain ones, user agents, addresses.
    ///
    /// - Returns: the client's number, or -1.
    @inline(__always)
    mutating func addFaults(_ fields: FieldSlices) -> Int32 {
        for index in plainSources {
            let source = plan.sources[index]
            let value = fields[source.field]
            if value.isAbsent { continue }
            output.seenFields |= 1 << UInt64(source.field)
            addPlain(value, source, index)
        }
        for index in agents.indices {
            let source = agents[index].source
            let value = fields[plan.sources[source].field]
            if value.isAbsent { continue }
            output.seenFields |= 1 << UInt64(plan.sources[source].field)
            add(agents[index].number(value, hash, &output.faults), source)
        }
        var client: Int32 = -1
        for index in addresses.indices {
            let field = addresses[index].field
            let value = fields[field]
            if value.isAbsent { continue }
            output.seenFields |= 1 << UInt64(field)
            let number = addresses[index].number(value, hash, &output.faults)
            for place in addresses[index].range(number) {
                let item = addresses[index].items[place]
                add(item.fault, Int(item.source))
            }
            if field == plan.clientField { client = Int32(number) }
        }
        return client
    }

    @inline(__always)
    private mutating func add(_ fault: Int32, _ source: Int) {
        let strength = sourceStrengths[source]
        guard strength > 0 else { return }
        faults.append(fault)
        strengths.append(strength)
    }

    @inline(__always)
    private mutating func addNamed(_ value: ByteSlice, _ source: Int) {
        guard !value.isEmpty else { return }
        let name = FaultName.cut(value)
        add(output.faults.intern(name, tag: UInt16(source), hash: hash(name)), source)
    }

    @inline(__always)
    private mutating func addPlain(_ value: ByteSlice, _ source: LinePlan.Source, _ index: Int) {
        switch source.derivation {
        case .path:
            addNamed(URLText.prefix(URLText.path(value), depth: source.depth), index)
        case .urlFamily:
            let path = URLText.path(value)
            guard !path.isEmpty else { return }
            addWritten(index, room: path.count + 8) { URLText.family(path, into: $0) }
        case .host:
            let host = URLText.host(value)
            guard !host.isEmpty else { return }
            addWritten(index, room: host.count) { room in
                for place in 0..<host.count {
                    let byte = host[place]
                    room[place] = byte &- 0x41 < 26 ? byte | 0x20 : byte
                }
                return host.count
            }
        case .list: addMembers(value, index)
        case .value, .browser, .browserVersion, .network, .prefix, .originAS, .transitAS,
            .nextHopAS,
            .asPath, .city, .country:
            addNamed(value, index)
        }
    }

    /// Adds a fault whose name is written anew; the writer says how many bytes it wrote.
    @inline(__always)
    private mutating func addWritten(
        _ source: Int, room: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int
    ) {
        if name.count < room { name = [UInt8](repeating: 0, count: room * 2) }
        // Out of the struct while it is written to, for adding touches the struct as well.
        var buffer = [UInt8]()
        swap(&buffer, &name)
        buffer.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            addNamed(ByteSlice(UnsafePointer(base), count: write(base)), source)
        }
        swap(&buffer, &name)
    }

    /// Adds each of several values between commas, semicolons and blanks.
    private mutating func addMembers(_ value: ByteSlice, _ source: Int) {
        var start = 0
        for index in 0...value.count {
            let isEnd =
                index == value.count || value[index] == 0x2c || value[index] == 0x3b
                || value[index] == 0x20
            guard isEnd else { continue }
            let member = ByteSlice(value.start + start, count: index - start)
            // nginx writes ` : ` between groups of servers.
            if !member.isAbsent, !(member.count == 1 && member[0] == 0x3a) {
                addNamed(member, source)
            }
            start = index + 1
        }
    }

    /// Makes an observation of a line in the neutral form.
    mutating func foldObservation(_ line: ByteSlice) -> RejectReason? {
        if ObservationLine.isRemark(line) { return nil }
        var rest = line
        guard let outcome = ObservationLine.nextWord(&rest) else { return nil }
        guard outcome.count == 1, outcome[0] == 0x30 || outcome[0] == 0x31 else {
            return .outcome
        }
        faults.removeAll(keepingCapacity: true)
        strengths.removeAll(keepingCapacity: true)
        var weight = 1.0
        while let word = ObservationLine.nextWord(&rest) {
            if word[0] == 0x2a {
                guard let value = DecimalText.parse(word.dropping(1)), value > 0, value < 1e15
                else { return .strength }
                weight = value
                continue
            }
            guard let (name, strength) = ObservationLine.fault(word), !name.isEmpty else {
                return .strength
            }
            guard faults.count < Self.faultLimit else { return .tooManyFaults }
            let value = FaultName.cut(name)
            faults.append(output.faults.intern(value, hash: hash(value)))
            strengths.append(strength)
        }
        append(outcome: outcome[0] - 0x30, client: -1)
        if weight != 1 || !output.weights.isEmpty {
            while output.weights.count < output.patterns.count - 1 { output.weights.append(1) }
            output.weights.append(weight)
        }
        return nil
    }
}
