"""A stranger's Flask application with recruitment in it. No OA, no users table: one person, who may do everything.

    flask --app examples/ten_line_host.py recruit db upgrade
    flask --app examples/ten_line_host.py run            # then open http://127.0.0.1:5000/recruit/
"""

from flask import Flask

from hr_recruit_plugin import HostUser, HRRecruit, hookimpl


class Host:
    @hookimpl
    def recruit_current_user(self) -> HostUser:
        return HostUser("1", "周敏", roles=("hr", "admin"))


app = Flask(__name__)
app.config.update(HR_RECRUIT_HOST=Host(), HR_RECRUIT_DATABASE_URI="sqlite:///recruit.db")
app.secret_key = "change me"  # noqa: S105  yours is long, random and kept out of the code
HRRecruit(app)
