"""The same workload as a good SimPy user would write it: a process for each task and each report."""

import math

import numpy as np
import simpy


class Model:
    """What does not change between replications, with the arrays that a replication's draws are made from."""

    def __init__(self, workload):
        owners = self.owners = workload.owners
        self.desks, self.teams = workload.desks, workload.teams
        self.preds = workload.preds
        self.pairs = list(workload.carried)
        self.messages = [
            (link, task) for link, pair in enumerate(self.pairs) for task in workload.carried[pair]
        ]
        self.tells = [[] for _ in owners]
        for message, (_link, task) in enumerate(self.messages):
            self.tells[task].append(message)
        self.unlocks = [[] for _ in owners]
        for task, preds in enumerate(self.preds):
            for place, pred in enumerate(preds):
                self.unlocks[pred].append((task, place))
        self.mu = np.log(workload.medians)
        self.sigma = np.array(workload.sigmas)
        ends = [self.pairs[link] for link, _task in self.messages]
        self.delay = np.array([workload.delays[workload.medium(pair)] for pair in ends])
        self.compose = np.array([workload.compose[sender] for sender, _ in ends]).T
        low, mode, high = np.array([workload.handling[receiver] for _, receiver in ends]).T
        self.low, self.width = low, high - low
        self.rise, self.fall = 1 + 4 * (mode - low) / self.width, 1 + 4 * (high - mode) / self.width

    def draw(self, replication):
        """The draws of one replication: durations, then composing, delay and handling of each message."""
        dice = np.random.default_rng([7, replication])
        return (
            dice.lognormal(self.mu, self.sigma),
            dice.uniform(*self.compose),
            dice.exponential(self.delay),
            self.low + self.width * dice.beta(self.rise, self.fall),
        )


def run(model, durations, composing, delays, handling):
    """One replication; gives when each task started and finished."""
    env = simpy.Environment()
    desks = [simpy.Resource(env, operators) for operators in model.desks]
    teams = [simpy.Resource(env, units) for units in model.teams]
    owners, pairs, messages = model.owners, model.pairs, model.messages
    inbox = [[env.event() for _ in preds] for preds in model.preds]
    fresh = [[] for _ in pairs]
    making = [False] * len(pairs)
    started, finished = [math.inf] * len(owners), [math.inf] * len(owners)

    def told(agency, batch):
        """An agency has learned these tasks are done: in the order of the tasks that wait for them."""
        news = ((waiter, place) for task in batch for waiter, place in model.unlocks[task])
        for waiter, place in sorted(news):
            if owners[waiter] == agency:
                inbox[waiter][place].succeed()

    def report(link):
        sender, receiver = pairs[link]
        with desks[sender].request() as operator:
            yield operator
            batch = sorted(fresh[link])
            fresh[link] = []
            first = batch[0]
            yield env.timeout(composing[first])
        making[link] = False
        if fresh[link]:
            making[link] = True
            env.process(report(link))
        yield env.timeout(delays[first])
        with desks[receiver].request() as operator:
            yield operator
            yield env.timeout(handling[first])
        told(receiver, [messages[message][1] for message in batch])

    def task(number):
        if inbox[number]:
            yield env.all_of(inbox[number])
        with teams[owners[number]].request() as team:
            yield team
            started[number] = env.now
            yield env.timeout(durations[number])
        finished[number] = env.now
        told(owners[number], [number])
        for message in model.tells[number]:
            link = messages[message][0]
            fresh[link].append(message)
            if not making[link]:
                making[link] = True
                env.process(report(link))

    for number in range(len(owners)):
        env.process(task(number))
    env.run()
    return started, finished
