"""The whole journey on sample resumes, in front of the reader's eyes: read, ranked, planned, offered, delivered."""

from __future__ import annotations

import base64
import io
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path

from PIL import Image, ImageDraw
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from ..models import Application, Interview, Job, Offer, Schedule, Stage
from ..outbox.runner import drain
from ..records import Port
from ..security import audit
from ..services import feedback, import_batch, intake, offers, pipeline, scheduling, signing
from ..services.unit import SYSTEM, unit_of_work
from . import data, standins
from .world import RECRUITER, World, furnish, weekdays, where_it_starts, yesterday

Say = Callable[[str], None]
GRADES = ("basic", "meets", "outstanding")


class Journey:
    """Two and a half weeks of one hospital's recruitment. Every step goes through the use cases that the screens call."""

    def __init__(self, world: World, say: Say) -> None:
        self.world, self.say = world, say
        self.start = where_it_starts()

    def run(self) -> None:
        """From open jobs to a new colleague; raises what a user would have been shown."""
        with self.world.at(self.start):
            furnish(self.world)
            self.say(f"开放职位 {len(data.JOBS)} 个：" + "、".join(f"{j.code} {j.values['title']}" for j in data.JOBS))
        with self.world.at(self.start + timedelta(hours=2)):
            self._import("NUR-ICU-01")
        self._nurses()
        with self.world.at(yesterday()):
            self._import("DOC-CAR-02", "ENG-AI-03")
        self._upcoming()
        self._deliver()
        self._verify()

    # --- in ------------------------------------------------------------------------------------------------------

    def _import(self, *codes: str) -> None:
        """Read the samples of some jobs, each under its source, and say who is ahead."""
        actor = self.world.actor(RECRUITER)
        outcomes: Counter[str] = Counter()
        refused: list[str] = []
        samples = sorted((s for s in data.samples() if s.job in codes), key=lambda s: (s.job, s.source))
        for (code, source), group in groupby(samples, key=lambda s: (s.job, s.source)):
            with unit_of_work(actor) as unit:
                job = unit.session.scalars(select(Job).where(Job.code == code)).one()
                batch = import_batch.start(unit, job, source, [(s.file, s.path.read_bytes(), None) for s in group])
            for result in import_batch.run(actor, batch):
                outcomes[result.outcome] += 1
                if result.outcome != intake.ACCEPTED:
                    refused.append(f"    {result.filename}：{result.reason}")
        self.say(
            f"读入简历 {sum(outcomes.values())} 份：收下 {outcomes[intake.ACCEPTED]}，"
            f"同一人再投 {outcomes[intake.AGAIN]}，没能读取 {outcomes[intake.REFUSED]}"
        )
        for line in refused:
            self.say(line)
        self._print_ranking(codes)

    def _print_ranking(self, codes: Sequence[str]) -> None:
        with unit_of_work(SYSTEM, write=False) as unit:
            for job in unit.session.scalars(select(Job).where(Job.code.in_(codes)).order_by(Job.id)):
                best = _best(unit.session, job.stages[0].id, 3)
                told = "；".join(f"{a.candidate.name} {a.score:.0f} 分" for a in best)
                self.say(f"评分排序 {job.code}：{told}（每一分都列出依据）")

    # --- through the rounds --------------------------------------------------------------------------------------

    def _nurses(self) -> None:
        """The nurses' job goes all the way."""
        stages = self._stages("NUR-ICU-01")
        day = self.start + timedelta(days=2)
        with self.world.at(day):
            self._reject_unlicensed(stages[0])
        for source, target, count in zip(stages[:3], stages[1:4], (6, 4, 2), strict=True):
            with self.world.at(day):
                self._advance(source, target, count)
                self._plan(target)
            day = self._hold(target) + timedelta(days=1)
        with self.world.at(day):
            self._advance(stages[3], stages[4], 2)
            self._offer(stages[4])

    def _reject_unlicensed(self, stage: Stage) -> None:
        """A person turns down who lacks the licence, and writes why; the score alone rejects nobody."""
        with unit_of_work(self.world.actor(RECRUITER)) as unit:
            lacking = [a for a in _best(unit.session, stage.id, 100) if a.knocked_out]
            for application in lacking:
                reason = f"必备条件不符：{application.headline.get('missing') or ''}"
                pipeline.reject(unit, application.id, version=application.version, reason=reason)
        self.say(f"{stage.name}：人工婉拒 {len(lacking)} 人，写明原因")

    def _upcoming(self) -> None:
        """What HR finds this morning: physicians to be interviewed, engineers with a plan to publish."""
        physicians, engineers = self._stages("DOC-CAR-02"), self._stages("ENG-AI-03")
        with self.world.app.app_context():
            self._advance(physicians[0], physicians[1], 3)
            self._plan(physicians[1])
            self._advance(engineers[0], engineers[1], 3)
            self._plan(engineers[1], publish=False)

    def _stages(self, code: str) -> list[Stage]:
        with self.world.app.app_context(), unit_of_work(SYSTEM, write=False) as unit:
            job = unit.session.scalars(select(Job).where(Job.code == code).options(selectinload(Job.stages))).one()
            return list(job.stages)

    def _advance(self, source: Stage, target: Stage, count: int) -> None:
        with unit_of_work(self.world.actor(RECRUITER)) as unit:
            chosen = [a for a in _best(unit.session, source.id, count) if not a.knocked_out]
            for application in chosen:
                pipeline.advance(unit, application.id, target.id, version=application.version)
        self.say(f"{source.name} → {target.name}：" + "、".join(a.candidate.name for a in chosen))

    def _plan(self, stage: Stage, *, publish: bool = True) -> None:
        actor = self.world.actor(RECRUITER)
        with unit_of_work(actor) as unit:
            local = unit.now.astimezone(unit.state.settings.zone)
            schedule = scheduling.propose(unit, stage.id, scheduling.Options(weekdays(local, 2)))
        scheduling.solve(actor, schedule.id, seconds=10)
        with unit_of_work(actor) as unit:
            solved = unit.session.get_one(Schedule, schedule.id)
            plan = solved.plan or {}
            levels = plan.get("levels", [])
            proven = sum(1 for level in levels if level["proven"])
            told = len(scheduling.publish(unit, solved.id, version=solved.version)) if publish else 0
        self.say(
            f"排期 {stage.name}：排入 {len(plan.get('placed', []))} 场，未排入 {len(plan.get('unplaced', []))} 场，"
            f"{len(levels)} 级目标中 {proven} 级已证明最优；"
            + (f"已发布，通知 {told} 位候选人及其面试官" if publish else "等你发布")
        )

    def _hold(self, stage: Stage) -> datetime:
        """The interviews take place and every interviewer hands in. → when the last one was over."""
        with self.world.app.app_context(), unit_of_work(SYSTEM, write=False) as unit:
            interviews = unit.session.scalars(
                select(Interview)
                .where(Interview.stage_id == stage.id)
                .options(selectinload(Interview.seats), joinedload(Interview.application))
            ).all()
        last = max(i.end for i in interviews)
        with self.world.at(last + timedelta(hours=1)):
            for interview in interviews:
                for seat in interview.seats:
                    self._hand_in(stage, interview, seat.user_id)
        self.say(f"{stage.name}结束：收到评分表 {sum(len(i.seats) for i in interviews)} 份，下一轮面试官可读")
        return last

    def _hand_in(self, stage: Stage, interview: Interview, user_id: str) -> None:
        score = interview.application.score or 0
        grade = GRADES[min(int(score // 34), 2)]
        with unit_of_work(self.world.actor(user_id)) as unit:
            feedback.submit(
                unit, interview.id, ratings={c["key"]: grade for c in stage.kit["criteria"]},
                overall="hire" if score >= 70 else "lean_hire", note="操作规范，沟通清楚。", version=None,
            )  # fmt: skip

    # --- out -----------------------------------------------------------------------------------------------------

    def _offer(self, stage: Stage) -> None:
        """Two offers go out; the first is read and signed, with the code from the mail that really arrived."""
        actor = self.world.actor(RECRUITER)
        with unit_of_work(SYSTEM, write=False) as unit:
            chosen = [a.id for a in _best(unit.session, stage.id, 2)]
        for application_id in chosen:
            with unit_of_work(actor, write=False) as unit:
                terms = offers.draft(unit, application_id).terms
            offers.issue(actor, application_id, replace(terms, valid_days=21))
        self.say(f"发出 Offer {len(chosen)} 份（PDF，候选人在线签署）")
        drain(self.world.state, until_empty=True)
        with unit_of_work(SYSTEM, write=False) as unit:
            offer = unit.session.scalars(
                select(Offer)
                .where(Offer.application_id == chosen[0])
                .options(joinedload(Offer.application).joinedload(Application.candidate))
            ).one()
            number, name = offer.number, offer.application.candidate.name
        token = _find(self.world.directory, number, r"/portal/offer/([\w-]+)")
        with unit_of_work(SYSTEM) as unit:
            signing.opened(unit, token)
            signing.request_code(unit, token)
        drain(self.world.state, until_empty=True)
        code = _find(self.world.directory, "签署验证码", r"(\d{6})")
        signing.sign(token, code=code, drawing=_signature(), agreed=True)
        self.say(f"{name} 在线签署 {number}：手写签名加一次性验证码，签署件可核验")

    def _deliver(self) -> None:
        with self.world.app.app_context():
            outcomes = drain(self.world.state, until_empty=True)
        arrived = Counter(a.port for a in standins.arrivals(self.world.directory / "delivered"))
        self.say(
            f"送达：邮件 {arrived[Port.MESSAGING]} 封，薪资文件 {arrived[Port.PAYROLL]} 份，"
            f"HIS 人员 {arrived[Port.HIS]} 人，OA 待办和同事若干；没送到 {outcomes['parked']} 条"
        )

    def _verify(self) -> None:
        with self.world.app.app_context(), unit_of_work(SYSTEM, write=False) as unit:
            breaks = list(audit.verify(unit.session))
        self.say("审计链：" + ("完整" if not breaks else f"{len(breaks)} 处不连续"))


def _best(session: Session, stage_id: int, count: int) -> Sequence[Application]:
    return session.scalars(
        select(Application)
        .where(Application.stage_id == stage_id, Application.status == "active")
        .options(joinedload(Application.candidate))
        .order_by(Application.knocked_out, Application.score.desc(), Application.id)
        .limit(count)
    ).all()


def _find(directory: Path, about: str, pattern: str) -> str:
    """What the newest mail about something says."""
    for arrival in standins.arrivals(directory / "delivered"):
        if arrival.port is Port.MESSAGING and about in arrival.title:
            found = re.search(pattern, standins.mail_text(arrival.path))
            if found:
                return found[1]
    raise LookupError(f"no mail about {about} arrived in {directory}")


def _signature() -> str:
    """A drawn line, as a signature pad would send it."""
    picture = Image.new("RGBA", (600, 220))
    points = [(40, 150), (90, 60), (130, 170), (190, 70), (230, 160), (300, 90), (360, 150), (430, 60), (560, 130)]
    ImageDraw.Draw(picture).line(points, fill=(31, 29, 26, 255), width=7, joint="curve")
    held = io.BytesIO()
    picture.save(held, "PNG")
    return "data:image/png;base64," + base64.b64encode(held.getvalue()).decode()
