import DMEP

/// Information to be stored together, and what is done when it is.
struct StoreUnit {
    var information: [StoredInformation]
    var next: ArraySlice<AgentEffect>
}

extension AgentHost {
    /// Carries out effects in order, up to the first that is to be stored: the rest waits for the store.
    func execute(_ effects: ArraySlice<AgentEffect>) {
        var rest = effects
        while let effect = rest.popFirst() {
            switch effect {
            case .store(let information):
                guard store != nil else { continue }
                var unit = StoreUnit(information: [information], next: [])
                while case .store(let more)? = rest.first {
                    unit.information.append(more)
                    rest.removeFirst()
                }
                unit.next = rest
                keep(unit)
                return
            case .reply(let exchange, let batch): finish(exchange, .success(batch))
            case .send(let id, let uri, let batch, let deadline):
                begin(id, .send(to: uri, batch, deadline: deadline))
            case .perform(let id, let invocation): begin(id, .test(invocation))
            case .fetch(let id, let document):
                begin(id, .fetch(document: document, deadline: now() + limits.fetchTime))
            case .wake(let time): wake(at: time)
            }
        }
    }

    private func keep(_ unit: StoreUnit) {
        guard storeQueue.count < limits.waitingStores, !isClosed else { return giveUp(unit) }
        storeQueue.append(unit)
        guard !isStoring else { return }
        isStoring = true
        jobSource.yield(.store)
    }

    /// Stores what waits, several units at once when several wait.
    func emptyStoreQueue() async {
        while !storeQueue.isEmpty {
            var count = 0
            var size = 0
            while count < storeQueue.count, count == 0 || size < limits.storedTogether {
                size += storeQueue[count].information.count
                count += 1
            }
            let units = Array(storeQueue.prefix(count))
            storeQueue.removeFirst(count)
            if await isStored(units.flatMap(\.information)) {
                for unit in units { execute(unit.next) }
            } else if count == 1 {
                giveUp(units[0])
            } else {
                // One that cannot be stored is not to take the others with it.
                for unit in units {
                    if await isStored(unit.information) {
                        execute(unit.next)
                    } else {
                        giveUp(unit)
                    }
                }
            }
        }
        isStoring = false
    }

    private func isStored(_ information: [StoredInformation]) async -> Bool {
        guard let store else { return true }
        do {
            try await store(information)
            return true
        } catch {
            return false
        }
    }

    /// Does without what was to follow the store, in a way that leaves nobody waiting.
    private func giveUp(_ unit: StoreUnit) {
        tally.storesFailed += unit.information.count
        let reason = "what comes before it could not be stored"
        for effect in unit.next {
            switch effect {
            case .store: tally.storesFailed += 1
            case .reply(let exchange, _): finish(exchange, .failure(.notKept))
            case .send(let id, _, _, _): jobSource.yield(.tell(.unanswered(id, reason: reason)))
            case .perform(let id, _):
                jobSource.yield(.tell(.tested(id, .failure(TestFailure(reason)))))
            case .fetch(let id, _): jobSource.yield(.tell(.defined(id, nil)))
            case .wake(let time): wake(at: time)
            }
        }
    }
}
