import AnomalyLocalization

extension ServiceEventMonitor {
    func write(_ bin: OpenBin, to writer: inout StateWriter) throws {
        try writer.add(bin.index)
        try writer.add(bin.measurements)
        try writer.add(bin.parts)
        try writer.add(bin.users)
        try writer.add(bin.sums)
        try writer.add(bin.counts)
        try writer.add(bin.newParts)
        try writer.add(bin.newUsers)
        try writer.add(bin.newValues)
        try writer.add(bin.sketches.count)
        for (part, sketch) in bin.sketches.sorted(by: { $0.key < $1.key }) {
            try writer.add(part)
            try writer.add(sketch.values.parts.first)
            try writer.add(sketch.values.parts.counts)
            try writer.add(sketch.values.sum)
            try writer.add(sketch.values.minimum)
            try writer.add(sketch.values.maximum)
            try write(sketch.users, to: &writer)
        }
    }

    func readBin(_ reader: inout StateReader) throws -> OpenBin {
        var bin = OpenBin(index: try reader.number())
        bin.measurements = try reader.number()
        bin.parts = try reader.numbers()
        bin.users = try reader.numbers()
        bin.sums = try reader.numbers()
        bin.counts = try reader.numbers()
        bin.newParts = try reader.numbers()
        bin.newUsers = try reader.numbers()
        bin.newValues = try reader.numbers()
        for _ in 0..<(try reader.number(Int.self)) {
            let part = try reader.number(Int32.self)
            guard
                let values = LogarithmicHistogram(
                    first: try reader.number(), counts: try reader.numbers(),
                    sum: try reader.number(), minimum: try reader.number(),
                    maximum: try reader.number())
            else { throw ServiceEventError.damagedState }
            bin.sketches[part] = OpenBin.Sketch(values: values, users: try readCounter(&reader))
        }
        return bin
    }

    func write(_ event: OpenEvent, to writer: inout StateWriter) throws {
        try writer.add([event.number, event.bins, event.level, Int(event.group)])
        try writer.add(event.isUp)
        try writer.add([event.from, event.last])
        try writer.add([
            event.deviation, event.forecast, event.actual, event.severity, event.evidence,
        ])
        try write(event.users, to: &writer)
        try writer.add(event.explained.sorted())
        try writer.add(event.explains)
        try writer.add(event.within)
        try writer.add(event.kind)
        try writer.add(event.members.map(\.attribute))
        try writer.add(event.members.map(\.value))
        try writer.add(event.course.map(\.time))
        try writer.add(event.course.map(\.forecast))
        try writer.add(event.course.map(\.usual))
        try writer.add(event.course.map(\.actual))
        try writer.add(event.course.map(\.isAnomalous))
    }

    func readEvent(_ reader: inout StateReader) throws -> OpenEvent {
        let whole = try reader.numbers(Int.self)
        let isUp = try reader.number(Bool.self)
        let bins = try reader.numbers(Int64.self)
        let numbers = try reader.numbers(Double.self)
        guard whole.count == 4, bins.count == 2, numbers.count == 5,
            let group = Int32(exactly: whole[3])
        else { throw ServiceEventError.damagedState }
        var event = OpenEvent(
            number: whole[0], group: group, isUp: isUp, from: bins[0], last: bins[1])
        event.bins = whole[1]
        event.level = whole[2]
        event.deviation = numbers[0]
        event.forecast = numbers[1]
        event.actual = numbers[2]
        event.severity = numbers[3]
        event.evidence = numbers[4]
        event.users = try readCounter(&reader)
        event.explained = Set(try reader.numbers(Int32.self))
        event.explains = try reader.texts()
        event.within = try reader.texts()
        event.kind = try reader.text()
        let attributes = try reader.texts()
        let values = try reader.texts()
        event.members = zip(attributes, values).map {
            ServiceEvent.Member(attribute: $0, value: $1)
        }
        let times = try reader.numbers(Int64.self)
        let forecasts = try reader.numbers(Float.self)
        let usual = try reader.numbers(Float.self)
        let actual = try reader.numbers(Float.self)
        let anomalous = try reader.numbers(Bool.self)
        guard
            [forecasts.count, usual.count, actual.count, anomalous.count].allSatisfy({
                $0 == times.count
            })
        else { throw ServiceEventError.damagedState }
        event.course = times.indices.map {
            ServiceEvent.Point(
                time: times[$0], forecast: forecasts[$0], usual: usual[$0], actual: actual[$0],
                isAnomalous: anomalous[$0])
        }
        return event
    }

    private func write(_ counter: DistinctCounter, to writer: inout StateWriter) throws {
        try writer.add(counter.parts.members)
        try writer.add(counter.parts.registers)
    }

    private func readCounter(_ reader: inout StateReader) throws -> DistinctCounter {
        guard
            let counter = DistinctCounter(
                members: try reader.numbers(), registers: try reader.numbers())
        else { throw ServiceEventError.damagedState }
        return counter
    }
}
